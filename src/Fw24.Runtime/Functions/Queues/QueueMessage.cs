namespace Fw24.Functions.Queues;

/// <summary>An SQS message as Lambda hands it over.</summary>
public readonly struct QueueMessage
{
    /// <summary>The message's id: what a partial batch response names.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body, unescaped, in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The whole message as it came.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The FIFO message group; <see langword="null"/> for a standard queue.</summary>
    public string? GroupId { get; init; }

    /// <summary>How often the message has been received, this time included.</summary>
    public int ReceiveCount { get; init; }

    /// <summary>What is wrong with the message's own frame; <see langword="null"/> when it could be read.</summary>
    public string? Fault { get; init; }

    /// <summary>What is kept of a message that cannot be processed: its body, or all of it when its frame is broken.</summary>
    internal ReadOnlyMemory<byte> Content => Fault is null ? Body : Json;
}
