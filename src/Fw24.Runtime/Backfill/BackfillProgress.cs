namespace Fw24;

/// <summary>How far an <see cref="ItemBackfill"/> is.</summary>
public sealed record BackfillProgress
{
    /// <summary>The number of items that were read, from the job's first run on.</summary>
    public required long Items { get; init; }

    /// <summary>The number of items that were marked, so that the stream delivers them.</summary>
    public required long Marked { get; init; }

    /// <summary>
    /// The number of items that could not be read as their entity, or to which DynamoDB cannot add the mark, because they have
    /// nearly 400 KB or their collection nearly 10 GB.
    /// </summary>
    public required long Failed { get; init; }

    /// <summary>
    /// What continues the job after an interruption: text without secrets, which contains keys of items. <see langword="null"/> at the end.
    /// </summary>
    public required string? Token { get; init; }

    /// <summary>Indicates whether all items were read.</summary>
    public bool IsComplete => Token is null;
}
