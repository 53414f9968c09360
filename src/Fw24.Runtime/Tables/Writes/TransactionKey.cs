namespace Fw24.Tables;

/// <summary>The key of an item that a transaction reads.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Key">The item's key, as a map of its one or two key attributes.</param>
public readonly record struct TransactionKey(string Table, ItemImage Key);
