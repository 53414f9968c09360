namespace Fw24.Local.Topics;

/// <summary>An entry of a PublishBatch request.</summary>
public sealed record TopicMessage
{
    private static readonly IReadOnlyDictionary<string, MessageAttribute> s_noAttributes = new Dictionary<string, MessageAttribute>();

    /// <summary>The entry's id, unique in its batch.</summary>
    public required string Id { get; init; }

    /// <summary>The body in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The message attributes.</summary>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } = s_noAttributes;

    /// <summary>The message group. Required by a FIFO topic; a standard topic forwards it to its queues (SQS, fair queues).</summary>
    public string? GroupId { get; init; }

    /// <summary>The deduplication id (FIFO).</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The size that counts towards the topic's maximum: the body, and each attribute's name, type and value (SNS).</summary>
    public int Size
    {
        get
        {
            var size = Body.Length;
            foreach (var (name, attribute) in Attributes)
            {
                size += Bytes(name) + Bytes(attribute.DataType) + Bytes(attribute.Value);
            }

            return size;
        }
    }

    private static int Bytes(string text) => System.Text.Encoding.UTF8.GetByteCount(text);
}
