using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24030: a settable public member is stored; arguments: why it is not, what would store it.</summary>
internal sealed class MemberStoredRule() : Rule(s_descriptor, FixEdits.Attribute, FixScope.Everywhere), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24030",
        title: "A public member that can be set is stored",
        messageFormat: "{0} is not stored because {1}. {2}, or exclude it with [DynamoIgnore].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24030.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var member in model.UnstoredMembers)
        {
            violations.Add(Violation(member, model));
        }
    }

    /// <summary>Creates the violation by a member that nothing excludes.</summary>
    public RuleViolation Violation(UnstoredMember member, ObjectModel model)
        => new(this, model.Definition, member.Name, [UnstoredMembers.Why(member.Reason), UnstoredMembers.Remedy(member.Reason)]);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.AddAttribute("DynamoIgnore");
}
