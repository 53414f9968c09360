using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24067: the Region of the last write is a string, and no key of its table; argument: what it is instead.</summary>
internal sealed class WriteRegionRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24067",
        title: "The Region of the last write is a string of its own",
        messageFormat: "{0}: the Region of the last write cannot be {1}. Use a separate property of type string.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24067.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.WriteRegion)))
        {
            if (property.Shape is not ScalarShape { Kind: ScalarKind.String })
            {
                violations.Add(this, property.Name, property.Shape.DeclaredType);
            }
            else if (property.Has(PropertyRoles.TableKey))
            {
                violations.Add(this, property.Name, "a key of the table, which each write would change");
            }
            else if (property.Has(PropertyRoles.AuditActor))
            {
                violations.Add(this, property.Name, "the actor");
            }
        }
    }
}
