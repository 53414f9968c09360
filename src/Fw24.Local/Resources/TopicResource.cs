using Fw24.Model;

namespace Fw24.Local.Resources;

/// <summary>A topic.</summary>
public sealed record TopicResource
{
    /// <summary>The topic's name, including the suffix <c>.fifo</c> if it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>Indicates whether the topic is FIFO.</summary>
    public bool Fifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>
    /// The maximum size of a message, and of all messages in one PublishBatch request: 1,024 to 1,048,576 bytes (SNS, MaximumMessageSize).
    /// Default: 262,144.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TableModel.DefaultMaxMessageBytes;
}
