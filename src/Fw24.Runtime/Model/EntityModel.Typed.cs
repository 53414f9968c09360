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

    /// <inheritdoc/>
    public override void AddTo(IServiceCollection services, TableModel table)
        => services.TryAddSingleton<ITable<T>>(provider => new Table<T>(table, this, provider.GetRequiredService<IItemStore>()));
}

/// <summary>Reads one value of an item. The reader stands before it and is left behind it.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="item">The reader.</param>
/// <returns>The value.</returns>
public delegate T ItemRead<T>(ref ItemReader item);

/// <summary>Writes the attributes of an item.</summary>
/// <typeparam name="T">What is written.</typeparam>
/// <param name="item">The writer.</param>
/// <param name="value">The value.</param>
public delegate void ItemWrite<T>(ItemWriter item, T value);
