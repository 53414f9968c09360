namespace Fw24.Audit.States;

/// <summary>An item as its table has it, which is as the last record of its trail left it.</summary>
/// <param name="Item">The item, without <paramref name="Hidden"/>; absent if it does not exist.</param>
/// <param name="Hidden">The attributes that no record shows as they are: sensitive ones, and those that are not audited.</param>
internal sealed record PresentItem(ItemImage Item, IReadOnlySet<string> Hidden);
