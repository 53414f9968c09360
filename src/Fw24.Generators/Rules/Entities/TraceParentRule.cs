using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24068: the trace context of the last write is a nullable string of its own; argument: what it is instead.</summary>
internal sealed class TraceParentRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private const PropertyRoles Others = PropertyRoles.AnyKey | PropertyRoles.AuditActor | PropertyRoles.WriteRegion;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24068",
        title: "The trace context of the last write is a nullable string of its own",
        messageFormat: "{0}: the trace context of the last write cannot be {1}. Use a separate property of type string?.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24068.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.TraceParent)))
        {
            var fault = property.Shape is not ScalarShape { Kind: ScalarKind.String } ? property.Shape.DeclaredType
                : !property.Shape.IsNullable ? "a string that is never null, since a write outside of a trace removes it"
                : property.Has(Others) ? "a key, the actor or the Region"
                : property.Redaction is not null ? "[Sensitive], since messages would not have it"
                : null;
            if (fault is not null)
            {
                violations.Add(this, property.Name, fault);
            }
        }
    }
}
