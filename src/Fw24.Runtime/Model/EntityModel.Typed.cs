using Amazon.DynamoDBv2.Model;
using Fw24.Items;

namespace Fw24.Model;

/// <summary>An entity and the generated code that reads and writes its items.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class EntityModel<T> : EntityModel
    where T : class
{
    /// <summary>Reads an item.</summary>
    public required ItemRead<T> Read { get; init; }

    /// <summary>Writes an item's attributes, without the discriminator.</summary>
    public required ItemWrite<T> Write { get; init; }

    /// <summary>
    /// Brings a stored item into the form that <see cref="Read"/> expects: the entity's <see cref="ItemUpgradeAttribute"/> method, if it
    /// has one.
    /// </summary>
    public Action<RawItem>? Upgrade { get; init; }

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <summary>Converts an item to the AWS SDK's map, as the app's table stores it: with a discriminator if several entities share the table.</summary>
    /// <remarks>A version is written as the item states it: the caller that puts the map must compare and increment it.</remarks>
    /// <param name="item">The item.</param>
    /// <param name="app">The app's model, such as <c>OrdersApp.Model</c>.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">The app has no such entity, or DynamoDB cannot store a value (the message names its attribute).</exception>
    /// <exception cref="RedactedItemException">The item came from a change message, in which its sensitive attributes are redacted.</exception>
    [CLSCompliant(false)]
    public Dictionary<string, AttributeValue> ToItem(T item, AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var table = app.TableOf(this);
        var image = ToImage(item, table);
        RedactionCheck.Check(item, image, table, this);
        return AttributeMap.FromItem(ItemStamp.Apply(image, Stamps(table)));
    }

    /// <summary>Reads an item from the AWS SDK's map.</summary>
    /// <param name="item">The map.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ItemFormatException">An attribute is missing, or does not have its property's type.</exception>
    /// <exception cref="ArgumentException">A value of the map has no type.</exception>
    [CLSCompliant(false)]
    public T FromItem(IReadOnlyDictionary<string, AttributeValue> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return FromImage(AttributeMap.ToItem(item));
    }

    /// <summary>Reads the item before a change.</summary>
    /// <param name="record">The change.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MissingImageException">The record has no old image: the table's stream view type is too narrow.</exception>
    /// <exception cref="ItemFormatException">The image is not an item of the entity.</exception>
    public T ReadOldImage(in StreamRecord record)
        => record.OldImage.IsAbsent ? throw WithoutImage("old", "OLD_IMAGE") : ReadImage(record.OldImage, record.IsFromMessage);

    /// <summary>Reads the item before a modification, for a change that is handled even if that item cannot be read.</summary>
    /// <param name="record">The change.</param>
    /// <param name="fault">The reason that the item cannot be read; <see langword="null"/> if it was.</param>
    /// <returns>The item; <see langword="null"/> if the image is not an item of the entity.</returns>
    /// <exception cref="MissingImageException">The record has no old image: the table's stream view type is too narrow.</exception>
    public T? ReadOldImage(in StreamRecord record, out ItemFormatException? fault)
    {
        try
        {
            fault = null;
            return ReadOldImage(record);
        }
        catch (ItemFormatException exception)
        {
            fault = exception;
            return null;
        }
    }

    /// <summary>Reads the item after a change.</summary>
    /// <param name="record">The change.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MissingImageException">The record has no new image: the table's stream view type is too narrow.</exception>
    /// <exception cref="ItemFormatException">The image is not an item of the entity.</exception>
    public T ReadNewImage(in StreamRecord record)
        => record.NewImage.IsAbsent ? throw WithoutImage("new", "NEW_IMAGE") : ReadImage(record.NewImage, record.IsFromMessage);

    /// <inheritdoc/>
    internal override void Accept(IEntityVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        visitor.Visit(this);
    }

    /// <inheritdoc/>
    internal override object ReadItem(in ItemImage image) => FromImage(image);

    /// <summary>Creates the item that a table stores, without the table's stamps.</summary>
    /// <exception cref="ArgumentException">DynamoDB cannot store a value, or the item's key is reserved for audit records.</exception>
    internal ItemImage ToImage(T item, TableModel table)
    {
        ArgumentNullException.ThrowIfNull(item);
        var image = ItemWriter.ToItem(item, Write, SensitiveNames);
        return !table.IsAuditRow(image)
            ? image
            : throw new ArgumentException(AuditRowFault(table), nameof(item));
    }

    /// <summary>Explains why the table refuses an item of the entity with the key of an audit record.</summary>
    internal string AuditRowFault(TableModel table) => $"A key of {table.Name} that begins with AUDIT# is reserved for audit records: no {Name} can have it.";

    /// <summary>Returns the stamps that the table adds to each item of the entity: a discriminator if several entities share the table.</summary>
    internal ItemStamp[] Stamps(TableModel table) => table.Discriminator is { } discriminator ? [ItemStamp.Text(discriminator, Name)] : [];

    /// <summary>Reads an item.</summary>
    /// <exception cref="ItemFormatException">The image is not an item of the entity.</exception>
    internal T FromImage(in ItemImage image)
    {
        var stored = Upgrade is null ? image : RawItem.Upgrade(image, Upgrade);
        var reader = new ItemReader(stored.Json.Span, Name, SensitiveNames);
        return Read(ref reader);
    }

    private T ReadImage(ItemImage image, bool isRedacted)
    {
        var item = FromImage(image);
        if (isRedacted && SensitiveProperties.Count > 0)
        {
            RedactionCheck.Remember(item);
        }

        return item;
    }

    // Not an ItemFormatException: the record is valid, the stream's setting is wrong, and parking would hide that.
    private MissingImageException WithoutImage(string image, string viewType)
        => new($"A change of {Name} has no {image} image. "
            + $"Its handlers require the stream view type NEW_AND_OLD_IMAGES ({viewType} if they handle only that image): see StreamEnabledAttribute.ViewType.");
}
