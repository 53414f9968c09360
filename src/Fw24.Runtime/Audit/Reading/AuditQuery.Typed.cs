using Fw24.Audit.Reading;
using Fw24.Model;

namespace Fw24.Audit;

/// <summary>
/// Audit records of an entity or one of its items. Generated methods create it:
/// <c>reader.ChangesOfOrder().ChangedTo(x =&gt; x.Status, OrderStatus.Cancelled).From(lastWeek)</c>.
/// </summary>
/// <typeparam name="TFields">The entity's fields.</typeparam>
/// <inheritdoc cref="AuditRead{TRead}"/>
public sealed class AuditQuery<TFields> : AuditRead<AuditQuery<TFields>>
{
    private readonly EntityModel _entity;
    private readonly TFields _fields;

    internal AuditQuery(IReadOnlyList<AuditSource> sources, EntityModel entity, TFields fields, AuditSelection selection, int? take = null)
        : base(sources, selection, take)
        => (_entity, _fields) = (entity, fields);

    /// <summary>Requires that a property changed, in whole or in part.</summary>
    /// <remarks><inheritdoc cref="AuditRead{TRead}.Changed(string)" path="/remarks/node()"/></remarks>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="property">Gets the property.</param>
    /// <returns>The query with that condition.</returns>
    /// <exception cref="ArgumentException">No record shows the property: it is one of the key, or not audited.</exception>
    public AuditQuery<TFields> Changed<T>(Func<TFields, ItemField<T>> property)
    {
        var field = Audited(property);
        return With(field, new AttributeFilter([field.Attribute, .. field.Aliases]));
    }

    /// <summary>Requires that a property got a value. An insert gives the properties their first ones.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="property">Gets the property.</param>
    /// <param name="value">The value, which is no list or map; <see langword="null"/> for none or NULL.</param>
    /// <returns>The query with that condition.</returns>
    /// <exception cref="ArgumentException">No record shows values of the property, or shows it only in parts.</exception>
    public AuditQuery<TFields> ChangedTo<T>(Func<TFields, ItemField<T>> property, T? value)
    {
        var field = Audited(property);
        return With(field, new AttributeFilter([field.Attribute, .. field.Aliases], @new: Shown(field, value)));
    }

    /// <summary>Requires that a property lost a value. A removal takes the properties' last ones.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="property">Gets the property.</param>
    /// <param name="value">The value, which is no list or map; <see langword="null"/> for none or NULL.</param>
    /// <returns>The query with that condition.</returns>
    /// <exception cref="ArgumentException">No record shows values of the property, or shows it only in parts.</exception>
    public AuditQuery<TFields> ChangedFrom<T>(Func<TFields, ItemField<T>> property, T? value)
    {
        var field = Audited(property);
        return With(field, new AttributeFilter([field.Attribute, .. field.Aliases], old: Shown(field, value)));
    }

    private protected override AuditQuery<TFields> With(AuditSelection selection, int? take)
        => new(Sources, _entity, _fields, selection, take);

    private AuditQuery<TFields> With<T>(ItemField<T> field, AttributeFilter filter)
        => With(Selection with { Changed = [.. Selection.Changed, (filter, IsSensitive(field))] });

    private ItemField<T> Audited<T>(Func<TFields, ItemField<T>> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var field = property(_fields) ?? throw new ArgumentException("The property is null.", nameof(property));
        var table = Sources[0].Table;
        if (field.Attribute == table.PartitionKey.Name || field.Attribute == table.SortKey?.Name)
        {
            throw new ArgumentException($"{field.Name} is part of the key, which never changes.", nameof(property));
        }

        return !_entity.AuditIgnored.Contains(field.Attribute)
            ? field
            : throw new ArgumentException($"{field.Name} is [AuditIgnore]: no record shows its changes.", nameof(property));
    }

    // A list or map is recorded by the elements that changed, so no record has to show it whole.
    private ReadOnlyMemory<byte> Shown<T>(ItemField<T> field, T? value)
    {
        if (IsSensitive(field))
        {
            throw new ArgumentException(
                $"{field.Name} is [Sensitive]: records name its changes, but not its values. Use Changed(…) instead.", nameof(field));
        }

        var shown = value is null ? default : field.ToValue(value);
        return shown.Span.StartsWith("{\"L\""u8) || shown.Span.StartsWith("{\"M\""u8)
            ? throw new ArgumentException(
                $"{field.Name} is a list or a map, of which records show the elements that changed. Use Changed(…) instead.",
                nameof(field))
            : shown;
    }

    private bool IsSensitive<T>(ItemField<T> field) => _entity.Sensitive.Any(sensitive => sensitive.Name == field.Attribute);
}
