namespace Fw24.Tables;

/// <summary>The result of a conditional put.</summary>
/// <param name="IsPut">Indicates whether the condition held; if not, nothing was written.</param>
/// <param name="Stored">The stored item if the condition did not hold; absent when no item is stored, and when the condition held.</param>
public readonly record struct PutResult(bool IsPut, ItemImage Stored);
