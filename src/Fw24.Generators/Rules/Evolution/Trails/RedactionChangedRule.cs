using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24628: the redaction of an attribute stays the same; arguments: the attribute, the redaction then and now.</summary>
internal sealed class RedactionChangedRule() : Rule(s_descriptor), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24628",
        title: "The redaction of an attribute stays the same",
        messageFormat: "{0}: '{1}' was redacted by {2} and is redacted by {3}. Marks of both kinds cannot be compared, so the trail "
            + "shows a change where there is none and may miss one. Restore the redaction, or accept the difference. If it is "
            + "meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24628.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var now in entity.Now.Secrets)
        {
            if (entity.Then.Secret(now.Attribute) is { } then && then.Redaction != now.Redaction)
            {
                violations.At(entity.Attributes.Class)
                    .Add(this, entity.Now.Attribute(now.Attribute)?.Property, now.Attribute, then.Redaction, now.Redaction);
            }
        }
    }
}
