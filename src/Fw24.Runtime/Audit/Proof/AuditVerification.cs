using Fw24.Seals;

namespace Fw24.Audit;

/// <summary>The result of an <see cref="AuditVerifier"/>.</summary>
public sealed record AuditVerification
{
    /// <summary>
    /// The checkpoint that was verified: keep it. A later verification proves with it that nothing before it was changed.
    /// </summary>
    public required Checkpoint Checkpoint { get; init; }

    /// <summary>What is not as the log says: empty if the records and the log are sound.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>The number of records that are what was sealed.</summary>
    public required long Sealed { get; init; }

    /// <summary>The number of records that were erased, as the log says, too.</summary>
    public required long Erased { get; init; }

    /// <summary>The number of sealed records that are gone since their time to live or retention ended.</summary>
    public required long Expired { get; init; }

    /// <summary>
    /// The number of records that are stored twice, of which one is sealed: a delivery was interrupted between storing and sealing.
    /// </summary>
    public required long Duplicates { get; init; }

    /// <summary>The number of records that are not sealed yet. Nothing is known of them.</summary>
    public required long Unsealed { get; init; }

    /// <summary>
    /// The number of records from before the table's audit was sealed, and of those that are not what was sealed of a change whose sealed
    /// record has expired. Nothing is known of them.
    /// </summary>
    public required long Unproved { get; init; }

    /// <summary>The rounds of the log, in order: which checkpoint covers which times.</summary>
    public required IReadOnlyList<SealedRound> Rounds { get; init; }

    /// <summary>The time of the log's first round: records from before it may be unproved.</summary>
    public required DateTimeOffset SealedFrom { get; init; }

    /// <summary>The time of the log's last round: records that were written after it are not sealed yet.</summary>
    public required DateTimeOffset SealedUntil { get; init; }

    /// <summary>Indicates whether nothing was found.</summary>
    public bool IsSound => Findings.Count == 0;
}
