namespace Fw24;

/// <summary>What an update does with one attribute.</summary>
/// <param name="Kind">The action.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Value">The value as DynamoDB JSON; empty if the attribute is removed.</param>
public readonly record struct ItemAction(ItemActionKind Kind, string Attribute, ReadOnlyMemory<byte> Value);
