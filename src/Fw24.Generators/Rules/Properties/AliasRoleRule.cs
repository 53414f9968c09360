using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24061: the attribute of a key, version, time to live, actor or Region has no earlier names.</summary>
internal sealed class AliasRoleRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24061",
        title: "An attribute that DynamoDB or the pipeline finds by its name has no aliases",
        messageFormat: "{0} is a key, a version, a time to live, an actor, a Region or a trace context, found by its present name. "
            + "Keep the stored name instead.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24061.md");

    private const PropertyRoles Found =
        PropertyRoles.AnyKey | PropertyRoles.Version | PropertyRoles.TimeToLive | PropertyRoles.AuditActor | PropertyRoles.WriteRegion
        | PropertyRoles.TraceParent;

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Aliases.Count > 0 && property.Has(Found)))
        {
            violations.Add(this, property.Name);
        }
    }
}
