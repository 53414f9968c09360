using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24410: a stack's constructor can be generated, or is written by hand with a body; argument: the obstacle.</summary>
internal sealed class StackConstructorRule() : Rule(s_descriptor), IRule<DeclaredStack>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24410",
        title: "A stack has a constructor that creates its resources",
        messageFormat: "{0} {1}. Write a constructor that gives its base what it requires and calls AddInfrastructure(props).",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24410.md");

    public void Check(DeclaredStack stack, RuleViolationList violations)
    {
        if (stack.Unconstructible is { } obstacle)
        {
            violations.Add(this, null, obstacle);
        }
    }
}
