using Fw24.Seals;

namespace Fw24.Audit.Proof;

/// <summary>The sealed records of some tables and times, by their commitments.</summary>
internal sealed class SealedLeaves(HashSet<string> tables, DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<string, SealedLeaf> _byCommitment = new(StringComparer.Ordinal);
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset?> _since = new(StringComparer.Ordinal);
    private readonly List<string> _begun = [];
    private bool _hasMark;

    /// <summary>The time of the log's first round.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>The time of the log's last round.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>All of them.</summary>
    public IEnumerable<SealedLeaf> All => _byCommitment.Values;

    /// <summary>Indicates whether a record is one of these tables and times.</summary>
    public bool Covers(AuditEntry record) => tables.Contains(record.Table) && record.Time >= from && record.Time <= to;

    /// <summary>Adds an entry of the log.</summary>
    public void Add(SealEntry entry)
    {
        if (entry.Schema == SealEntry.MarkSchema)
        {
            (From, Until) = (_hasMark ? From : entry.Time, entry.Time);
            _hasMark = true;
            foreach (var begun in _begun)
            {
                _since[begun] = entry.Time;
            }

            _begun.Clear();
            return;
        }

        if (!entry.IsOfRecord || !tables.TryGetValue(entry.Table, out var table))
        {
            return;
        }

        if (_since.TryAdd(table, null))
        {
            _begun.Add(table);
        }

        if (entry.Time < from || entry.Time > to)
        {
            return;
        }

        if (entry.Schema == SealEntry.ErasedSchema)
        {
            _erased.Add(entry.Commitment);
        }
        else
        {
            _ = _byCommitment.TryAdd(entry.Commitment, new SealedLeaf(table, entry.Id, entry.Time, entry.ExpiresAt));
        }
    }

    /// <summary>
    /// The time of the round that sealed the first record of a table, whose audit may have been sealed later than others of the log.
    /// </summary>
    public DateTimeOffset FromOf(string table) => _since.GetValueOrDefault(table) ?? DateTimeOffset.MaxValue;

    /// <summary>Finds the record with a commitment.</summary>
    public SealedLeaf? Of(string? commitment) => commitment is null ? null : _byCommitment.GetValueOrDefault(commitment);

    /// <summary>Indicates whether the log has the erasure of a record.</summary>
    public bool IsErased(string commitment) => _erased.Contains(commitment);
}
