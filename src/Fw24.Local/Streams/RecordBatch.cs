namespace Fw24.Local.Streams;

/// <summary>Records that a function is invoked with, as often as it takes.</summary>
/// <param name="Records">The records, a part of which it is.</param>
/// <param name="Start">The first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RecordBatch(SourceRecord[] Records, int Start, int Count)
{
    /// <summary>How many failures count against the retries: those that did not split the batch.</summary>
    public int Failures { get; init; }

    /// <summary>How often the function was invoked with it, or with what it is a part of.</summary>
    public int Invocations { get; init; }

    public ReadOnlySpan<SourceRecord> Span => Records.AsSpan(Start, Count);

    public SourceRecord First => Records[Start];

    public SourceRecord Last => Records[Start + Count - 1];

    /// <summary>A part of it, with its history.</summary>
    public RecordBatch Part(int start, int count) => this with { Start = Start + start, Count = count };
}
