namespace Fw24.Messages;

/// <summary>A record or message that cannot be processed.</summary>
public sealed class ParkedRecord
{
    /// <summary>The function that gave up on it.</summary>
    public required string Function { get; init; }

    /// <summary>The reason, without any item values.</summary>
    public required string Reason { get; init; }

    /// <summary>The change's event id, if it could be read.</summary>
    public string? EventId { get; init; }

    /// <summary>The record or message as received.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
