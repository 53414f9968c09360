using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24403: a stack is a partial class that generated code can extend; argument: the obstacle.</summary>
internal sealed class StackDeclarationRule() : Rule(s_descriptor, FixEdits.Modifier, FixScope.Everywhere), IRule<DeclaredStack>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24403",
        title: "A stack is a partial class that can be extended",
        messageFormat: "{0} is {1}. Make it a partial class that is not nested, generic, static or file-local.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24403.md");

    public void Check(DeclaredStack stack, RuleViolationList violations)
    {
        if (stack.Obstacle is { } obstacle)
        {
            violations.Add(this, null, obstacle);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.RemoveObstacle(violation.Arguments[0]);
}
