namespace Fw24;

/// <summary>The possible reasons why an action canceled its transaction.</summary>
public enum TransactionFailureKind
{
    /// <summary>The stored item does not satisfy a condition: of <c>When</c>, of a check, or that it exists or does not.</summary>
    Condition,

    /// <summary>The stored item has another version than the one that the item was read with.</summary>
    Version,

    /// <summary>Another request was writing the item. The transaction was tried five times.</summary>
    Conflict,

    /// <summary>DynamoDB throttles the table. The transaction was tried five times.</summary>
    Throttled,

    /// <summary>DynamoDB cannot store the result, such as an item of more than 400 KB: the code in the reason tells.</summary>
    Rejected,
}
