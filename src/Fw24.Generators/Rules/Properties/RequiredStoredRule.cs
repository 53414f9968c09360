using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24010: a required member is stored; otherwise no instance could be created. Argument: why it is not.</summary>
internal sealed class RequiredStoredRule() : Rule(s_descriptor, FixEdits.Modifier, FixScope.Everywhere), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24010",
        title: "A required member is stored",
        messageFormat: "{0} is required but not stored because {1}, so no instance could be created from an item. Store it, or remove 'required'.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24010.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var member in model.RequiredButNotStored)
        {
            violations.Add(this, member.Name, UnstoredMembers.Why(member.Reason));
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.RemoveRequired();
}
