namespace Fw24.Tables;

/// <summary>The result of a transaction.</summary>
/// <param name="Reasons">
/// Empty if the transaction was committed. Otherwise nothing was written, and this is DynamoDB's reason for each action, in their order.
/// </param>
public readonly record struct TransactionResult(IReadOnlyList<CancellationReason> Reasons)
{
    /// <summary>Indicates whether all actions took effect; if not, none did.</summary>
    public bool IsCommitted => Reasons.Count == 0;
}
