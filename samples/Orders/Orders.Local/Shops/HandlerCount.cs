namespace Orders.Local.Shops;

/// <summary>The number of distinct changes that a handler handled.</summary>
/// <param name="Handler">The handler's name.</param>
/// <param name="Table">The table whose changes it handles.</param>
/// <param name="Changes">The number of changes.</param>
internal sealed record HandlerCount(string Handler, string Table, int Changes);
