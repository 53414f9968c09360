using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24051: a version is not a key of its table, where each write would address another item.</summary>
internal sealed class VersionKeyRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24051",
        title: "A version is not a key",
        messageFormat: "{0} is a key of its table and cannot be a version: each write increments it, and would store another item. Use a separate property for the version.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24051.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.Version) && property.Has(PropertyRoles.TableKey)))
        {
            violations.Add(this, property.Name);
        }
    }
}
