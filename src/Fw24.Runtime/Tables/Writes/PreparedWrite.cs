namespace Fw24.Tables.Writes;

/// <summary>A write of an item that is ready to be sent, alone or in a transaction.</summary>
/// <param name="entity">The entity's name.</param>
/// <param name="table">The table's name in the model.</param>
/// <param name="failure">Says what did not happen if a requirement is not met: <c>Order was not written to orders</c>.</param>
/// <param name="requirements">The requirements. All must be met.</param>
internal sealed class PreparedWrite(string entity, string table, string failure, IReadOnlyList<Requirement> requirements)
{
    /// <summary>The entity's name.</summary>
    public string Entity { get; } = entity;

    /// <summary>The table's name in the model.</summary>
    public string Table { get; } = table;

    /// <summary>Says what did not happen if a requirement is not met.</summary>
    public string Failure { get; } = failure;

    /// <summary>The write.</summary>
    public required TransactionAction Action { get; init; }

    /// <summary>Combines requirements into one condition; <see langword="null"/> for none.</summary>
    public static ItemCondition? ConditionOf(IReadOnlyList<Requirement> requirements)
    {
        ItemCondition? all = null;
        foreach (var requirement in requirements)
        {
            all = all is null ? requirement.Condition : all & requirement.Condition;
        }

        return all;
    }

    /// <summary>Explains why the write did not happen, without knowing the stored item.</summary>
    public string Explain() => string.Join(", or ", requirements.Reverse().Select(static requirement => requirement.Otherwise));

    /// <summary>Explains why the write did not happen.</summary>
    /// <param name="stored">The stored item; absent if there is none.</param>
    public (bool IsVersion, string Text) Explain(ItemImage stored)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.Condition.Holds(stored))
            {
                return (requirement.IsVersion, (stored.IsAbsent ? requirement.Missing : null) ?? requirement.Otherwise);
            }
        }

        // The store does not return the item.
        return (false, Explain());
    }
}
