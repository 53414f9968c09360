namespace Fw24.Tables;

/// <summary>A put or a delete of a BatchWriteItem, without a condition.</summary>
public readonly record struct BatchWrite
{
    private BatchWrite(ItemImage image, bool isDelete) => (Image, IsDelete) = (image, isDelete);

    /// <summary>The item to put, or the key of the item to delete.</summary>
    public ItemImage Image { get; }

    /// <summary>Indicates whether the item is deleted.</summary>
    public bool IsDelete { get; }

    /// <summary>Creates a put, which replaces the whole item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The put.</returns>
    public static BatchWrite Put(ItemImage item) => new(item, isDelete: false);

    /// <summary>Creates a delete. It succeeds if the item does not exist.</summary>
    /// <param name="key">The item's key, as a map of its one or two key attributes.</param>
    /// <returns>The delete.</returns>
    public static BatchWrite Delete(ItemImage key) => new(key, isDelete: true);
}
