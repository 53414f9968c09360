using Fw24.Items;

namespace Fw24;

/// <summary>A field with a number, to which an update can add.</summary>
/// <inheritdoc cref="ItemField{T}"/>
public sealed class NumberField<T>(string attribute, string entity, ItemWrite<T> write, FieldTraits traits = FieldTraits.None, params string[] aliases)
    : OrderedField<T>(attribute, entity, write, traits, aliases);
