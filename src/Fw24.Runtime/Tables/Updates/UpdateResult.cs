namespace Fw24;

/// <summary>The result of a conditional update.</summary>
/// <param name="IsUpdated">Indicates whether the condition held; if not, nothing was written.</param>
/// <param name="Item">
/// The item after the update. If the condition did not hold: the stored item, absent when none is stored or the server does not return it.
/// </param>
public readonly record struct UpdateResult(bool IsUpdated, ItemImage Item);
