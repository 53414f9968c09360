namespace Fw24.Audit;

/// <summary>How far an <see cref="AuditIndexer"/> is.</summary>
public sealed record AuditIndexing
{
    /// <summary>The number of rows that were read, from the job's first run on.</summary>
    public required long Rows { get; init; }

    /// <summary>The number of records that were put into an index.</summary>
    public required long Indexed { get; init; }

    /// <summary>
    /// The number of rows that could not be read. No query finds them, and one by their item fails: read that trail to see why.
    /// </summary>
    public required long Unreadable { get; init; }

    /// <summary>
    /// What continues the job after an interruption: text without secrets, which contains keys of audit records. <see langword="null"/> at
    /// the end.
    /// </summary>
    public required string? Token { get; init; }

    /// <summary>Indicates whether all rows were read.</summary>
    public bool IsComplete => Token is null;
}
