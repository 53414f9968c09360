namespace Fw24.Local.Streams;

/// <summary>Records that a function is invoked with until they are done.</summary>
/// <param name="Records">The array that contains the batch.</param>
/// <param name="Start">The index of the first record.</param>
/// <param name="Count">The number of records.</param>
internal readonly record struct RecordBatch(SourceRecord[] Records, int Start, int Count)
{
    /// <summary>The number of failures that count as retries: those that did not split the batch.</summary>
    public int Failures { get; init; }

    /// <summary>The number of invocations with this batch, or with the batch it was split from.</summary>
    public int Invocations { get; init; }

    public ReadOnlySpan<SourceRecord> Span => Records.AsSpan(Start, Count);

    public SourceRecord First => Records[Start];

    public SourceRecord Last => Records[Start + Count - 1];

    /// <summary>A part of the batch that keeps its history.</summary>
    public RecordBatch Part(int start, int count) => this with { Start = Start + start, Count = count };
}
