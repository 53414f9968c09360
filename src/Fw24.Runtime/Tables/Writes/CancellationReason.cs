namespace Fw24.Tables;

/// <summary>DynamoDB's reason why an action canceled its transaction.</summary>
/// <param name="Code">
/// DynamoDB's code: <c>None</c> for an action that did not, <c>ConditionalCheckFailed</c>, <c>TransactionConflict</c>,
/// <c>ThrottlingError</c>, <c>ProvisionedThroughputExceeded</c>, <c>ItemCollectionSizeLimitExceeded</c> or <c>ValidationError</c>.
/// </param>
/// <param name="Stored">The stored item if its condition did not hold; absent when none is stored.</param>
public readonly record struct CancellationReason(string Code, ItemImage Stored);
