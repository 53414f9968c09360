namespace Fw24.Tables;

/// <summary>An action of a transaction (TransactWriteItems) on one item of one table.</summary>
public sealed class TransactionAction
{
    private TransactionAction(TransactionActionKind kind, string table, ItemImage image, ItemUpdate? update, ItemCondition? condition)
        => (Kind, Table, Image, Update, Condition) = (kind, table, image, update, condition);

    /// <summary>The action.</summary>
    public TransactionActionKind Kind { get; }

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>The item of a put; the item's key for the other actions.</summary>
    public ItemImage Image { get; }

    /// <summary>What an update writes; <see langword="null"/> for the other actions.</summary>
    public ItemUpdate? Update { get; }

    /// <summary>The condition on the stored item; <see langword="null"/> for none.</summary>
    public ItemCondition? Condition { get; }

    /// <summary>Creates a put.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <returns>The action.</returns>
    public static TransactionAction ToPut(string table, ItemImage item, ItemCondition? condition)
        => new(TransactionActionKind.Put, table, item, null, condition);

    /// <summary>Creates an update.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="update">The attributes.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <returns>The action.</returns>
    public static TransactionAction ToUpdate(string table, ItemUpdate update, ItemCondition? condition)
    {
        ArgumentNullException.ThrowIfNull(update);
        return new(TransactionActionKind.Update, table, update.Key, update, condition);
    }

    /// <summary>Creates a delete.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key.</param>
    /// <param name="condition">The condition on the stored item; <see langword="null"/> for none.</param>
    /// <returns>The action.</returns>
    public static TransactionAction ToDelete(string table, ItemImage key, ItemCondition? condition)
        => new(TransactionActionKind.Delete, table, key, null, condition);

    /// <summary>Creates a check, which writes nothing.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="key">The item's key.</param>
    /// <param name="condition">The condition on the stored item.</param>
    /// <returns>The action.</returns>
    public static TransactionAction ToCheck(string table, ItemImage key, ItemCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(TransactionActionKind.Check, table, key, null, condition);
    }
}
