using Fw24.Audit.Trail;

namespace Fw24.Audit.Proof;

/// <summary>Compares stored records with sealed ones.</summary>
/// <param name="leaves">The sealed records.</param>
/// <param name="isComplete">Whether the log's entries are those that were signed: otherwise none is said to be missing or too many.</param>
/// <param name="longestInvocation">The time that may pass between recording a change and sealing its record.</param>
internal sealed class RecordComparison(SealedLeaves leaves, bool isComplete, TimeSpan longestInvocation)
{
    // Between the machines of the audit logger and of who verifies.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(15);

    private readonly List<AuditFinding> _findings = [];
    private readonly List<(AuditEntry Record, bool IsSound)> _suspects = [];
    private readonly List<AuditEntry> _emptied = [];
    private readonly HashSet<(string Table, string Id)> _altered = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<AuditFinding> Findings => _findings;

    /// <summary>
    /// Indicates whether there are records whose commitment the log does not have: <see cref="SettleAsync"/> decides about them.
    /// </summary>
    public bool HasSuspects => _suspects.Count > 0;

    /// <summary>
    /// Indicates whether there are records without values of whose erasure the log does not know: <see cref="AddEmptied"/>.
    /// </summary>
    public bool HasEmptied => _emptied.Count > 0;

    /// <summary>The number of sealed records.</summary>
    public long Sealed { get; private set; }

    /// <summary>The number of erased ones.</summary>
    public long Erased { get; private set; }

    /// <summary>The number of expired ones.</summary>
    public long Expired { get; private set; }

    /// <summary>The number of duplicates.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The number of records that are not sealed yet.</summary>
    public long Unsealed { get; private set; }

    /// <summary>The number of records from before the audit was sealed, or whose sealed twin has expired.</summary>
    public long Unproved { get; private set; }

    /// <summary>Compares a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="canonical">Writes canonical forms.</param>
    public void Add(AuditEntry record, AuditLineWriter canonical)
    {
        var isErased = record.ErasedAt is not null && record.Commitment is not null;
        var isSound = isErased || record.KeepsCommitment(canonical);
        if (leaves.Of(record.Commitment) is not { } leaf)
        {
            _suspects.Add((record, isSound));
        }
        else if (!isSound || (isErased && isComplete && !leaf.IsOf(record)))
        {
            AddAltered(record, leaf);
        }
        else if (leaf.IsSeen && isErased)
        {
            // Its commitment shows no more what it was, so that it may be a copy with other words.
            _suspects.Add((record, isSound));
        }
        else if (leaf.IsSeen)
        {
            Duplicates++;
        }
        else
        {
            leaf.IsSeen = true;
            AddSealed(record, isErased);
        }
    }

    /// <summary>
    /// Decides about the records that the log does not have: of a change that is stored twice one is sealed, and those of the last minutes
    /// are sealed by the next round.
    /// </summary>
    /// <param name="records">The records once more.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async ValueTask SettleAsync(IAsyncEnumerable<AuditEntry> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = _suspects.Select(static one => IdOf(one.Record)).ToHashSet();
        var known = leaves.All.Where(leaf => ids.Contains((leaf.Table, leaf.Id))).ToLookup(static leaf => (leaf.Table, leaf.Id));
        var twins = await TwinsAsync(records, ids, cancellationToken).ConfigureAwait(false);

        // The clock of a sealer may have been ahead. Nothing of the future was recorded.
        var until = leaves.Until < now ? leaves.Until : now;
        foreach (var (record, isSound) in _suspects)
        {
            var missing = known[IdOf(record)].FirstOrDefault(static leaf => !leaf.IsSeen);
            var twin = twins.GetValueOrDefault(IdOf(record));
            if (isSound && twin?.TellsTheSame(record) is true)
            {
                Duplicates++;
            }
            else if (isSound && twin is null && missing?.ExpiresAt <= now)
            {
                // A second record of the change, or another one in the place of the first: what would tell is gone.
                Unproved++;
            }
            else if (isSound && !isComplete)
            {
                // The entry that was altered may be that of this record.
                continue;
            }
            else if (missing is not null || twin is not null || _altered.Contains(IdOf(record)) || (!isSound && record.Commitment is not null))
            {
                AddAltered(record, missing);
            }
            else if (record.Commitment is null && record.RecordedAt - leaves.FromOf(record.Table) <= longestInvocation)
            {
                Unproved++;
            }
            else if (record.Commitment is not null && record.RecordedAt - now < s_clockSkew && until - record.RecordedAt < longestInvocation)
            {
                Unsealed++;
            }
            else
            {
                AddInserted(record);
            }
        }
    }

    /// <summary>Finds the records that are without values, and were not erased.</summary>
    /// <param name="erasures">The commitments of which the log got an erasure since it was read.</param>
    public void AddEmptied(IReadOnlySet<string> erasures)
    {
        foreach (var record in _emptied)
        {
            if (erasures.Contains(record.Commitment!))
            {
                Erased++;
            }
            else
            {
                _findings.Add(Of(AuditFindingKind.Emptied, record, "It is marked as erased, and the log has no erasure of it."));
            }
        }
    }

    /// <summary>Finds the sealed records that are missing.</summary>
    public void AddRemoved(DateTimeOffset now)
    {
        foreach (var leaf in leaves.All.Where(leaf => isComplete && !leaf.IsSeen))
        {
            if (leaf.ExpiresAt <= now)
            {
                Expired++;
            }
            else
            {
                _findings.Add(new AuditFinding(
                    AuditFindingKind.Removed, $"{leaf.Table}/{leaf.Id}", leaf.Time, "The log has it, and the audit does not."));
            }
        }
    }

    private static (string Table, string Id) IdOf(AuditEntry record) => (record.Table, record.EventId);

    private async ValueTask<Dictionary<(string Table, string Id), AuditEntry>> TwinsAsync(
        IAsyncEnumerable<AuditEntry> records, HashSet<(string Table, string Id)> ids, CancellationToken cancellationToken)
    {
        var twins = new Dictionary<(string Table, string Id), AuditEntry>();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (ids.Contains(IdOf(record)) && leaves.Of(record.Commitment) is not null)
            {
                twins.TryAdd(IdOf(record), record);
            }
        }

        return twins;
    }

    private void AddSealed(AuditEntry record, bool isErased)
    {
        if (isErased && isComplete && !leaves.IsErased(record.Commitment!))
        {
            _emptied.Add(record);
            return;
        }

        Erased += isErased ? 1 : 0;
        Sealed += isErased ? 0 : 1;
    }

    private void AddAltered(AuditEntry record, SealedLeaf? leaf)
    {
        // Of a change that is stored twice, the other record differs from it, too.
        var isFirst = _altered.Add(IdOf(record));
        if (leaf is not null)
        {
            leaf.IsSeen = true;
            _ = _altered.Add((leaf.Table, leaf.Id));
        }

        if (isFirst)
        {
            _findings.Add(Of(
                AuditFindingKind.Altered, record, "It does not say what it said when it was stored: its commitment does not match."));
        }
    }

    private void AddInserted(AuditEntry record)
    {
        if (isComplete)
        {
            _findings.Add(Of(AuditFindingKind.Inserted, record, record.Commitment is null
                ? "It has no commitment, although the audit was sealed when it was recorded."
                : "The log has what was recorded later, and not this record: it was inserted, or its message is in the dead-letter "
                    + "queue of the audit."));
        }
    }

    private static AuditFinding Of(AuditFindingKind kind, AuditEntry record, string text)
        => new(kind, $"{record.Table}/{record.EventId}", record.Time, text);
}
