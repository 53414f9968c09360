namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>The identity of an item's trail.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Key">The item's key, its partition key first.</param>
internal readonly record struct TrailKey(string App, string Table, ItemImage Key);
