namespace Fw24.Tables;

/// <summary>The result of a BatchGetItem.</summary>
/// <param name="Items">The items that exist, in no order.</param>
/// <param name="UnprocessedKeys">
/// The keys that DynamoDB did not read, because it throttles the table or the items it read already have 16 MB. Ask for them again.
/// </param>
public readonly record struct BatchGetResult(IReadOnlyList<ItemImage> Items, IReadOnlyList<ItemImage> UnprocessedKeys);
