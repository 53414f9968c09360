namespace Fw24.Publishing;

/// <summary>A message about one change, ready to publish.</summary>
public readonly struct ChangeMessage
{
    /// <summary>The body: a CloudEvents 1.0 structured JSON event in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The message attribute <c>entity</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>The message attribute <c>operation</c>: <c>insert</c>, <c>modify</c> or <c>remove</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The message attribute <c>changed</c>: a JSON array of attribute names.</summary>
    public required ReadOnlyMemory<byte> Changed { get; init; }

    /// <summary>The FIFO message group; <see langword="null"/> for a standard topic.</summary>
    public string? GroupId { get; init; }

    /// <summary>The FIFO deduplication id; <see langword="null"/> for a standard topic.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The message attribute <c>traceparent</c>, if the invocation is traced.</summary>
    public string? TraceParent { get; init; }
}
