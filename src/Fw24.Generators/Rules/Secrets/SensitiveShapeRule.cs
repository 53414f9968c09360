using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>
/// FW24212: a redacted property still has a valid value: a removed one may be missing, a masked or hashed one is a string; arguments: the type, the
/// value left, the remedy.
/// </summary>
internal sealed class SensitiveShapeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24212",
        title: "A redacted property still has a valid value",
        messageFormat: "{0}: redaction leaves {2} in messages, which handlers cannot read as {1}. {3}.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24212.md");

    // A handler's codec reads the value that redaction leaves.
    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in Redactions.Defined(entity))
        {
            var mayBeMissing = property.MissingValuePolicy is not MissingValuePolicy.Required;
            var fits = property.Redaction is Redaction.Remove ? mayBeMissing : IsString(property);
            if (!fits)
            {
                violations.AddWithSuggestion(this, property.Name, mayBeMissing ? nameof(Redaction.Remove) : "", property.Shape.DeclaredType, Left(property.Redaction), Remedy(property, mayBeMissing));
            }
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.RemoveOnlyArgument<SensitiveAttribute>() : null;

    private static string Left(Redaction? redaction) => redaction switch
    {
        Redaction.Mask => "'***' of it",
        Redaction.Hmac => "a hash of it",
        _ => "nothing of it",
    };

    private static string Remedy(PropertyModel property, bool mayBeMissing)
        => mayBeMissing ? "Use [Sensitive] alone, which removes it"
            : IsString(property) ? "Make it nullable or give it a default value, or use Redaction.Mask or Redaction.Hmac"
            : "Make it nullable or give it a default value, and use [Sensitive] alone, which removes it";

    private static bool IsString(PropertyModel property) => property.Shape is ScalarShape { Kind: ScalarKind.String };
}
