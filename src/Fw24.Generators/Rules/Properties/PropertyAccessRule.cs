using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24009: an annotated property is accessible from the same assembly.</summary>
internal sealed class PropertyAccessRule() : Rule(s_descriptor, FixEdits.Modifier, FixScope.Everywhere), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24009",
        title: "An annotated property is accessible",
        messageFormat: "{0} has an attribute that stores it, but generated code cannot access it. Make it internal or public.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24009.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var name in model.Inaccessible)
        {
            violations.Add(this, name);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.WidenAccess();
}
