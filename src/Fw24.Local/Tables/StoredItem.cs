using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>An item of a local table.</summary>
internal sealed class StoredItem(ItemFacts facts, ReadOnlyMemory<byte> json)
{
    public ItemFacts Facts => facts;

    public ReadOnlyMemory<byte> Json => json;

    /// <summary>By sort key, as a query goes through a partition.</summary>
    public static Comparer<StoredItem> BySortKey { get; } = Comparer<StoredItem>.Create(
        static (left, right) => left.Facts.Key.Sort.Span.SequenceCompareTo(right.Facts.Key.Sort.Span));

    /// <summary>Something to compare with.</summary>
    public static StoredItem Bound(byte[] sort) => new(new ItemFacts(new ItemKey(default, sort), default, 0, null), default);
}
