using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>
/// FW24223: if a property does not state its redaction, the members that it implements, overrides or hides agree; argument: the redactions they state.
/// </summary>
internal sealed class RedactionConflictRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24223",
        title: "The declarations of a secret agree",
        messageFormat: "{0} is sensitive through members that it implements, overrides or hides, and they differ: {1}. Put [Sensitive] with the intended redaction on the property itself.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24223.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property is { Redaction: not null, RedactionConflict.Length: > 0 }))
        {
            // If the attribute may be missing, suggest the redaction that reveals nothing.
            violations.AddWithSuggestion(this, property.Name, property.MissingValuePolicy is MissingValuePolicy.Required ? "" : "Sensitive", property.RedactionConflict);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.AddAttribute(violation.SuggestedValue) : null;
}
