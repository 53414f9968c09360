namespace Fw24.Local.Resources;

/// <summary>A topic.</summary>
public sealed record TopicResource
{
    /// <summary>The topic's name, including the suffix <c>.fifo</c> if it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>Indicates whether the topic is FIFO.</summary>
    public bool Fifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}
