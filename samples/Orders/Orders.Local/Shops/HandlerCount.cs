namespace Orders.Local.Shops;

/// <summary>How many different changes a handler handled.</summary>
/// <param name="Handler">The handler's name.</param>
/// <param name="Table">The table whose changes it handles.</param>
/// <param name="Changes">How many.</param>
internal sealed record HandlerCount(string Handler, string Table, int Changes);
