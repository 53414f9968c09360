namespace Fw24;

/// <summary>An item of a partition that holds items of several entities.</summary>
public sealed class CollectionItem
{
    internal CollectionItem(object? value, ItemImage image) => (Value, Image) = (value, image);

    /// <summary>
    /// The item as its entity: <c>item.Value is Order order</c>; <see langword="null"/> for a row that belongs to no entity of the app.
    /// </summary>
    public object? Value { get; }

    /// <summary>The item as it is stored.</summary>
    public ItemImage Image { get; }
}
