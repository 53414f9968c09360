using Amazon.DynamoDBv2.Model;
using Fw24.Records;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <summary>Makes the AWS SDK's map of an item, as the app's table holds it: with a discriminator where several entities share the table.</summary>
    /// <remarks>A version is written as the item says: whoever puts the map compares and counts it.</remarks>
    /// <param name="item">The item.</param>
    /// <param name="app">The app's model, such as <c>OrdersApp.Model</c>.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">The app has no such entity, or DynamoDB cannot hold a value (the message names its attribute).</exception>
    /// <exception cref="RedactedItemException">The item came out of a change message, in which its sensitive attributes are redacted.</exception>
    [CLSCompliant(false)]
    public Dictionary<string, AttributeValue> ToItem(T item, AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return AttributeMap.FromItem(Table<T>.ToImage(item, app.TableOf(this), this));
    }

    /// <summary>Reads the AWS SDK's map of an item.</summary>
    /// <param name="item">The map.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ItemFormatException">An attribute is missing, or is not of its property's type.</exception>
    /// <exception cref="ArgumentException">A value of the map has no type.</exception>
    [CLSCompliant(false)]
    public T FromItem(IReadOnlyDictionary<string, AttributeValue> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var reader = new ItemReader(AttributeMap.ToItem(item).Json.Span, this);
        return Read(ref reader);
    }

    /// <inheritdoc/>
    public override void AddTo(IServiceCollection services, TableModel table)
        => services.TryAddSingleton<ITable<T>>(provider => new Table<T>(table, this, provider.GetRequiredService<IItemStore>()));
}

/// <summary>Reads an item, or one value of an item. The reader stands at its beginning and is left at its end.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="item">The reader.</param>
/// <returns>The value.</returns>
/// <exception cref="ItemFormatException">An attribute is missing, or is not of its property's type.</exception>
public delegate T ItemRead<T>(ref ItemReader item);

/// <summary>Writes the attributes of an item.</summary>
/// <typeparam name="T">What is written.</typeparam>
/// <param name="item">The writer.</param>
/// <param name="value">The value.</param>
public delegate void ItemWrite<T>(ItemWriter item, T value);
