using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24210: an actor is a string; argument: the type.</summary>
internal sealed class ActorTypeRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24210",
        title: "An actor is a string",
        messageFormat: "{0}: an actor cannot be {1}. Use string.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24210.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.AuditActor) && property.Shape is not ScalarShape { Kind: ScalarKind.String }))
        {
            violations.Add(this, property.Name, property.Shape.DeclaredType);
        }
    }
}
