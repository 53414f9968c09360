using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24063: a method with [ItemUpgrade] is the only one of its entity and takes a RawItem; arguments: the method.</summary>
internal sealed class UpgradeMethodRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24063",
        title: "An upgrade method is static and takes a RawItem",
        messageFormat: "{0}: the upgrade method {1} cannot be called. An entity has one, of the form static void Upgrade(RawItem item).",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24063.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        if (entity.Upgrade is { HasFault: true } upgrade)
        {
            violations.Add(this, null, upgrade.Name);
        }
    }
}
