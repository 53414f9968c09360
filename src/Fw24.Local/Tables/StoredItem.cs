using Fw24.Local.Items;

namespace Fw24.Local.Tables;

/// <summary>An item of a local table.</summary>
internal sealed class StoredItem(ItemFacts facts, ReadOnlyMemory<byte> json)
{
    public ItemFacts Facts => facts;

    public ReadOnlyMemory<byte> Json => json;
}
