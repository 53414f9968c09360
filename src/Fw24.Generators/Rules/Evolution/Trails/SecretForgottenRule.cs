using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Trails;

/// <summary>FW24627: a sensitive attribute that no property holds is still named; argument: the attribute.</summary>
internal sealed class SecretForgottenRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24627",
        title: "A sensitive attribute that no property holds is still named",
        messageFormat: "{0}: no property holds '{1}' any longer, but existing items do, and it was sensitive: it would appear in clear "
            + "in messages and the audit trail. Name it in [SensitiveAttributes(\"{1}\")]. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24627.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var secret in entity.Then.Secrets)
        {
            var isRenamed = entity.Attributes.Renamed.Any(renamed => renamed.Then.Name == secret.Attribute);
            if (!isRenamed && entity.Now.Attribute(secret.Attribute) is null && entity.Now.Secret(secret.Attribute) is null)
            {
                violations.At(entity.Attributes.Class).Add(this, null, secret.Attribute);
            }
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Annotate(context.Type, nameof(SensitiveAttributesAttribute), $"({FixContext.Quoted(violation.Arguments[0])})");
}
