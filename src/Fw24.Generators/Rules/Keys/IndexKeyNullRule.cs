using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24027: a nullable key of an index has no initial value, as it is read as null if its attribute is absent; argument: the attribute.</summary>
internal sealed class IndexKeyNullRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24027",
        title: "A nullable index key has no default value of its own",
        messageFormat: "{0} is nullable and has a default value of its own, but is a key of an index: an item without '{1}' is not in the index, and is read as null. Remove the value, or make the property non-nullable.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24027.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.ForgoesValue && !property.Has(PropertyRoles.Version)))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }
}
