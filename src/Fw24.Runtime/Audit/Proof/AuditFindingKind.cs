namespace Fw24.Audit;

/// <summary>What an <see cref="AuditVerifier"/> found.</summary>
public enum AuditFindingKind
{
    /// <summary>A record does not say what it said when it was sealed.</summary>
    Altered,

    /// <summary>A sealed record is missing before it may expire.</summary>
    Removed,

    /// <summary>A record is not in the log, although everything of its time is sealed.</summary>
    Inserted,

    /// <summary>A record is without its values, and the log has no erasure of it.</summary>
    Emptied,

    /// <summary>An object of the log is missing, or does not belong to the signed checkpoint.</summary>
    Log,
}
