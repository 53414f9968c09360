namespace Fw24;

/// <summary>
/// Collects what an update does: <c>update =&gt; update.Set(x =&gt; x.Status, OrderStatus.Paid).Add(x =&gt; x.Count, 1)</c>.
/// </summary>
/// <remarks>
/// A property is written once. Every method throws an <see cref="ArgumentException"/> for a property of the key, the version, a property
/// that the update writes already, and a value that DynamoDB cannot store.
/// </remarks>
/// <typeparam name="TFields">The entity's fields.</typeparam>
public sealed class UpdateBuilder<TFields>
{
    private readonly TFields _fields;

    internal UpdateBuilder(TFields fields) => _fields = fields;

    internal List<ItemAction> Actions { get; } = [];

    internal ItemCondition? Condition { get; private set; }

    internal long? Version { get; private set; }

    internal bool IsUpsert { get; private set; }

    /// <summary>Sets a property. Null removes its attribute, as a put of the item would.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="field">Gets the property.</param>
    /// <param name="value">The value.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> Set<T>(Func<TFields, ItemField<T>> field, T? value)
    {
        var set = Writable(field);
        return value is null && (set.Traits & (FieldTraits.Nullable | FieldTraits.StoresNull)) is FieldTraits.Nullable
            ? Write(set, ItemActionKind.Remove, default)
            : Write(set, ItemActionKind.Set, set.ToValue(value));
    }

    /// <summary>Sets a property if the stored item does not have its attribute.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="field">Gets the property.</param>
    /// <param name="value">The value.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> SetIfAbsent<T>(Func<TFields, ItemField<T>> field, T value)
    {
        var set = Writable(field);
        return Write(set, ItemActionKind.SetIfAbsent, set.ToValue(value));
    }

    /// <summary>Adds a number to that of a property, or to 0 if the stored item does not have its attribute.</summary>
    /// <remarks>If a call is repeated after a lost response, the number is added twice, unless the entity has a version that the update
    /// requires.</remarks>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="field">Gets the property.</param>
    /// <param name="value">The number; a negative one is subtracted.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> Add<T>(Func<TFields, NumberField<T>> field, T value)
    {
        var added = (NumberField<T>)Writable(field);
        return Write(added, ItemActionKind.Add, added.ToValue(value));
    }

    /// <summary>Appends elements to a list, or to an empty one if the stored item does not have its attribute.</summary>
    /// <typeparam name="TList">The property's type.</typeparam>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="field">Gets the property.</param>
    /// <param name="elements">The elements.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> Append<TList, T>(Func<TFields, ListField<TList, T>> field, params IEnumerable<T> elements)
    {
        var list = (ListField<TList, T>)Writable(field);
        return Write(list, ItemActionKind.Append, list.ToList(elements));
    }

    /// <summary>Removes a property's attribute.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="field">Gets the property: one without which an item can be read.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">An item without the attribute cannot be read.</exception>
    public UpdateBuilder<TFields> Remove<T>(Func<TFields, ItemField<T>> field)
    {
        var removed = Writable(field);
        return removed.Traits.HasFlag(FieldTraits.Required)
            ? throw new ArgumentException($"{removed.Name} cannot be removed: an item without it cannot be read.", nameof(field))
            : Write(removed, ItemActionKind.Remove, default);
    }

    /// <summary>Requires a condition of the stored item. Several conditions must all hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> When(Func<TFields, ItemCondition> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var added = condition(_fields) ?? throw new ArgumentException("The condition is null.", nameof(condition));
        Condition = Condition is null ? added : Condition & added;
        return this;
    }

    /// <summary>Requires that the stored item has a version. Without it, the version is incremented and not compared.</summary>
    /// <param name="version">The version that the item was read with.</param>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> IfVersion(long version)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Version = version;
        return this;
    }

    /// <summary>Creates the item if it does not exist. Otherwise the item must exist.</summary>
    /// <remarks>The update must set every property without which a new item could not be read; otherwise it is refused.</remarks>
    /// <returns>The builder.</returns>
    public UpdateBuilder<TFields> OrCreate()
    {
        IsUpsert = true;
        return this;
    }

    private ItemField<T> Writable<T>(Func<TFields, ItemField<T>> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var writable = field(_fields) ?? throw new ArgumentException("The field is null.", nameof(field));
        if (writable.Traits.HasFlag(FieldTraits.Fixed))
        {
            throw new ArgumentException($"{writable.Name} cannot be written by an update: it is part of the key, or counts the item's versions.", nameof(field));
        }

        return Actions.Exists(action => action.Attribute == writable.Attribute)
            ? throw new ArgumentException($"The update writes {writable.Name} twice.", nameof(field))
            : writable;
    }

    // An item may have the value under an alias: a present attribute takes its place, and what depends on the stored value cannot.
    private UpdateBuilder<TFields> Write<T>(ItemField<T> field, ItemActionKind kind, ReadOnlyMemory<byte> value)
    {
        if (kind is not (ItemActionKind.Set or ItemActionKind.Remove) && field.Aliases.Count > 0)
        {
            throw new ArgumentException(
                $"{field.Name} may be stored under an alias, which DynamoDB does not look at: read the item and set it.", nameof(field));
        }

        Actions.Add(new(kind, field.Attribute, value));
        Actions.AddRange(field.Aliases.Select(static alias => new ItemAction(ItemActionKind.Remove, alias, default)));
        return this;
    }
}
