using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>
/// FW24224: a property whose own code computes a secret is stored, or only the properties that hold the secret are sensitive; argument: the sensitive
/// member.
/// </summary>
internal sealed class ScatteredSecretRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24224",
        title: "A secret's value is in a sensitive stored property",
        messageFormat: "{0}: {1} is [Sensitive], but {2}. {3}.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24224.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        Add(entity.Root, violations);
        foreach (var shown in NestedObjects.Reached(entity, static property => property.Redaction is null, static model => model.Scattered.Count > 0))
        {
            Add(shown, violations.At(shown.Definition));
        }
    }

    private void Add(ObjectModel model, RuleViolationList violations)
    {
        foreach (var secret in model.Scattered)
        {
            violations.Add(this, secret.Member, secret.Said, secret.Reason, secret.FixSuggestion);
        }
    }
}
