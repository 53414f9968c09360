namespace Fw24.Local.Resources;

/// <summary>A topic.</summary>
public sealed record TopicResource
{
    /// <summary>The topic's name, with <c>.fifo</c> where it is FIFO.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is FIFO.</summary>
    public bool Fifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}
