namespace Fw24.Runtime.Tests.Faults;

/// <summary>The results of a batch.</summary>
internal sealed class BatchResult
{
    /// <summary>The published, stored or handled records, in this order: the event id and the content.</summary>
    public List<(string Id, string Content)> Done { get; } = [];

    /// <summary>The contents that were parked.</summary>
    public List<string> Parked { get; } = [];

    /// <summary>The records that the response names as failed; <see langword="null"/> if the invocation failed as a whole.</summary>
    public string[]? Failed { get; set; }

    /// <summary>The outcomes that an observer received.</summary>
    public List<RecordOutcome> Outcomes { get; } = [];

    /// <summary>Formats the results, independent of the order of concurrent work.</summary>
    public string ToText() => string.Join('\n', [
        .. Done.Select(static one => $"done {one.Id} {one.Content}").Order(StringComparer.Ordinal),
        .. Parked.Select(static content => $"parked {content}").Order(StringComparer.Ordinal),
        .. (Failed ?? ["as a whole"]).Select(static id => $"failed {id}").Order(StringComparer.Ordinal)]);
}
