using Fw24.Seals;

namespace Fw24.Audit.Proof;

/// <summary>The sealed records of some tables and times, by their commitments.</summary>
internal sealed class SealedLeaves(HashSet<string> tables, DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<string, SealedLeaf> _byCommitment = new(StringComparer.Ordinal);
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    private bool _hasMark;

    /// <summary>The time of the log's first round.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>The time of the log's last round.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>All of them.</summary>
    public IEnumerable<SealedLeaf> All => _byCommitment.Values;

    /// <summary>Adds an entry of the log.</summary>
    public void Add(SealEntry entry)
    {
        if (entry.Schema == SealEntry.MarkSchema)
        {
            (From, Until) = (_hasMark ? From : entry.Time, entry.Time);
            _hasMark = true;
        }
        else if (!entry.IsOfRecord || !tables.TryGetValue(entry.Table, out var table) || entry.Time < from || entry.Time > to)
        {
            return;
        }
        else if (entry.Schema == SealEntry.ErasedSchema)
        {
            _erased.Add(entry.Commitment);
        }
        else
        {
            _ = _byCommitment.TryAdd(entry.Commitment, new SealedLeaf(table, entry.Id, entry.Time, entry.ExpiresAt));
        }
    }

    /// <summary>Adds what the next round will append: the erasure of a record, which may be in the audit already.</summary>
    public void AddPending(SealEntry entry)
    {
        if (entry.Schema == SealEntry.ErasedSchema)
        {
            Add(entry);
        }
    }

    /// <summary>Finds the record with a commitment.</summary>
    public SealedLeaf? Of(string? commitment) => commitment is null ? null : _byCommitment.GetValueOrDefault(commitment);

    /// <summary>Indicates whether the log has the erasure of a record.</summary>
    public bool IsErased(string commitment) => _erased.Contains(commitment);
}
