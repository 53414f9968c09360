using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Properties;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>Selects the redactions that a rule can check: those that no other rule already refuses.</summary>
internal static class Redactions
{
    /// <summary>Gets the sensitive properties whose declarations agree on the redaction.</summary>
    public static IEnumerable<PropertyModel> Agreed(EntityModel entity)
        => entity.Root.Properties.Where(static property => property is { Redaction: not null, RedactionConflict.Length: 0 });

    /// <summary>Gets the sensitive properties with a defined redaction.</summary>
    public static IEnumerable<PropertyModel> Defined(EntityModel entity)
        => Agreed(entity).Where(static property => Settings.IsDefined(property.Redaction!.Value));

    /// <summary>Gets the sensitive attributes that the entity names, of those that no property holds, each once.</summary>
    public static IEnumerable<SensitiveName> Named(EntityModel entity)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return entity.SensitiveNames.Where(sensitive => AttributeNameRule.IsValid(sensitive.Attribute) && names.Add(sensitive.Attribute) && Holder(entity, sensitive.Attribute) is null);
    }

    /// <summary>Gets the property that holds an attribute; <see langword="null"/> without one.</summary>
    public static PropertyModel? Holder(EntityModel entity, string attribute)
        => entity.Root.Properties.FirstOrDefault(property => property.Attribute == attribute);
}
