namespace Fw24.Tables;

/// <summary>What an action of a transaction does.</summary>
public enum TransactionActionKind
{
    /// <summary>Writes an item (Put).</summary>
    Put,

    /// <summary>Writes some attributes of an item (Update).</summary>
    Update,

    /// <summary>Deletes an item (Delete).</summary>
    Delete,

    /// <summary>Requires a condition of an item and writes nothing (ConditionCheck).</summary>
    Check,
}
