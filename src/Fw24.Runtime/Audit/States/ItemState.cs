namespace Fw24.Audit;

/// <summary>An item as it was at a time, as far as its audit trail shows.</summary>
public class ItemState
{
    internal ItemState(DateTimeOffset at, ItemImage key, AuditedItem audited, IReadOnlyList<string> hidden)
    {
        (At, Key, Audited) = (at, key, audited);
        NotShown = [.. hidden.Union(audited.Redacted, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The time: the state is that at the end of its second.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The item's key as a map of its one or two attributes, the partition key first.</summary>
    public ItemImage Key { get; }

    /// <summary>The extent to which the item is known.</summary>
    public ItemKnowledge Knowledge => Audited.Knowledge;

    /// <summary>The item as DynamoDB JSON, or the part of it that is known.</summary>
    public AuditedItem Audited { get; }

    /// <summary>
    /// The reason that the item is not known, or only in part; <see langword="null"/> if it is known. It contains no item values.
    /// </summary>
    public string? Reason => Audited.Reason;

    /// <summary>
    /// The names of attributes whose values no record shows: sensitive and unaudited ones, in ordinal order. The item may or may not have
    /// had them.
    /// </summary>
    public IReadOnlyList<string> NotShown { get; }
}
