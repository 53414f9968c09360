namespace Orders.Local.Shops;

/// <summary>A table cannot be used for the sample.</summary>
internal sealed class DynamoDbTableException(string message) : Exception(message);
