using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24050: a version has no initial value: an instance that was never stored has version 0; argument: the attribute.</summary>
internal sealed class VersionStartRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24050",
        title: "A version starts at 0",
        messageFormat: "{0} has an initial value, but version 0 marks an item that was never stored: a put of a new instance would look for a stored item with another version. Remove the value.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24050.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.ForgoesValue && property.Has(PropertyRoles.Version)))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }
}
