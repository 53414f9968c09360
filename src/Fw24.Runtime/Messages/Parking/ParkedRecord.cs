namespace Fw24.Messages.Parking;

/// <summary>A record or message that cannot be processed.</summary>
public sealed class ParkedRecord
{
    /// <summary>The function that gave up on it.</summary>
    public required string Function { get; init; }

    /// <summary>Why, without any of the item's values.</summary>
    public required string Reason { get; init; }

    /// <summary>The change's event id, as far as it could be read.</summary>
    public string? EventId { get; init; }

    /// <summary>The record or message as it came.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
