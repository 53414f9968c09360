namespace Fw24.Tables;

/// <summary>What became of a conditional put.</summary>
/// <param name="IsPut">Whether the condition held; if not, nothing was written.</param>
/// <param name="Stored">The item that the condition did not hold for; absent when there is none, and when the condition held.</param>
public readonly record struct PutResult(bool IsPut, ItemImage Stored);
