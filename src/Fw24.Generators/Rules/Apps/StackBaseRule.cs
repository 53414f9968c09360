using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24404: a stack derives from <c>Amazon.CDK.Stack</c>.</summary>
internal sealed class StackBaseRule() : Rule(s_descriptor, FixEdits.BaseType, FixScope.Everywhere), IRule<DeclaredStack>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24404",
        title: "A stack derives from Amazon.CDK.Stack",
        messageFormat: "{0} does not derive from Amazon.CDK.Stack. Derive it from that class, or remove [InfrastructureStack].",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24404.md");

    public void Check(DeclaredStack stack, RuleViolationList violations)
    {
        if (!stack.IsStack)
        {
            violations.Add(this, null);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Type.BaseType is { SpecialType: SpecialType.System_Object } ? context.AddBase("Amazon.CDK.Stack") : null;
}
