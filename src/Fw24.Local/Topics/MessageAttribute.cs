namespace Fw24.Local.Topics;

/// <summary>A message attribute.</summary>
/// <param name="DataType"><c>String</c>, <c>String.Array</c> or <c>Number</c>.</param>
/// <param name="Value">Its value as text; for an array, its JSON.</param>
public sealed record MessageAttribute(string DataType, string Value);
