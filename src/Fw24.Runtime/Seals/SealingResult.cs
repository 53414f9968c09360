namespace Fw24.Seals;

/// <summary>What a <see cref="LogSealer"/> did.</summary>
internal sealed record SealingResult
{
    /// <summary>The number of rounds: each of them signed a checkpoint.</summary>
    public required int Rounds { get; init; }

    /// <summary>The number of entries that were appended, without the marks of the rounds.</summary>
    public required long Entries { get; init; }

    /// <summary>The latest checkpoint; <see langword="null"/> when the log has no entry yet.</summary>
    public required Checkpoint? Checkpoint { get; init; }

    /// <summary>
    /// The names of pending objects that do not have the form of entries. They stay where they are: something else wrote them, and
    /// nobody
    /// but the functions of the app should be able to.
    /// </summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>
    /// The time at which the oldest of the objects was written that this run found, sealed or refused; <see langword="null"/> if it found
    /// none.
    /// </summary>
    public DateTimeOffset? Oldest { get; init; }
}
