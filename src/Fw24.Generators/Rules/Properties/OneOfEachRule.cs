using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24005: at most one property has a role; argument: the role's attribute.</summary>
internal sealed class OneOfEachRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24005",
        title: "A role belongs to one property",
        messageFormat: "{0} is a second [{1}]. Keep the attribute on one property only.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24005.md");

    private static readonly (PropertyRoles Role, string Attribute)[] s_roles =
    [
        (PropertyRoles.SortKey, "SortKey"),
        (PropertyRoles.TimeToLive, "TimeToLive"),
        (PropertyRoles.Version, "Version"),
        (PropertyRoles.AuditActor, "AuditActor"),
        (PropertyRoles.WriteRegion, "WriteRegion"),
        (PropertyRoles.TraceParent, "TraceParent"),
    ];

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var (role, attribute) in s_roles)
        {
            if (entity.Root.Properties.Where(property => property.Has(role)).ElementAtOrDefault(1) is { } second)
            {
                violations.Add(this, second.Name, attribute);
            }
        }
    }
}
