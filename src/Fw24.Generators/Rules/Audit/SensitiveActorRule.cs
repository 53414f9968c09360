using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24220: an actor is not hidden from the audit; argument: the value that the audit would read instead.</summary>
internal sealed class SensitiveActorRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24220",
        title: "An actor is not hidden from the audit",
        messageFormat: "{0} is the actor and is redacted, so every audit record has {1} as the writer. Remove [Sensitive], or use Redaction.Hmac, which distinguishes actors without naming them.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24220.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.AuditActor) && property.Redaction is Redaction.Remove or Redaction.Mask))
        {
            violations.Add(this, property.Name, property.Redaction is Redaction.Mask ? "'***'" : "nobody");
        }
    }
}
