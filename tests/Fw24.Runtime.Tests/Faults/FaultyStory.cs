namespace Fw24.Runtime.Tests.Faults;

/// <summary>What became of a batch.</summary>
internal sealed class FaultyStory
{
    /// <summary>What was published, stored or handled, in this order: the event id, and all of what was given.</summary>
    public List<(string Id, string Content)> Done { get; } = [];

    /// <summary>The contents that were parked.</summary>
    public List<string> Parked { get; } = [];

    /// <summary>What the answer names as failed; <see langword="null"/> where the invocation failed as a whole.</summary>
    public string[]? Failed { get; set; }

    /// <summary>What an observer was told.</summary>
    public List<RecordOutcome> Outcomes { get; } = [];

    /// <summary>The story in one text, but for the order of what runs side by side.</summary>
    public string Tell() => string.Join('\n', [
        .. Done.Select(static one => $"done {one.Id} {one.Content}").Order(StringComparer.Ordinal),
        .. Parked.Select(static content => $"parked {content}").Order(StringComparer.Ordinal),
        .. (Failed ?? ["as a whole"]).Select(static id => $"failed {id}").Order(StringComparer.Ordinal)]);
}
