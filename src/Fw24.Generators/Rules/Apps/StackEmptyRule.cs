using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Apps;

/// <summary>FW24405: a stack has an entity in its project or in one that it references.</summary>
internal sealed class StackEmptyRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24405",
        title: "A stack has at least one entity to deploy",
        messageFormat: "{0} would be empty: neither this project nor one that it references has an entity. Reference the app's project.",
        category: RuleCategory.Infrastructure,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24405.md");

    /// <summary>Creates the violation by a stack whose app has nothing to deploy.</summary>
    public RuleViolation Violation(INamedTypeSymbol stack) => new(this, SymbolNames.Ref(stack).FullName, null, []);
}
