using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24339: a handler overrides the method for batches or those for single changes; argument: the methods that are not called.
/// </summary>
internal sealed class UncalledMethodRule() : Rule(s_descriptor), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24339",
        title: "A handler handles single changes or batches",
        messageFormat: "{0} overrides OnChangesAsync, which receives all changes, so that {1} would never be called. "
            + "Override one or the other.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24339.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.UncalledMethods.Count > 0)
        {
            violations.Add(this, null, string.Join(" and ", handler.Handler.UncalledMethods));
        }
    }
}
