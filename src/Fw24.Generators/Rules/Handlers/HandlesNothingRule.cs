using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24303: a handler overrides a method for at least one operation.</summary>
internal sealed class HandlesNothingRule() : Rule(s_descriptor), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24303",
        title: "A handler overrides a method",
        messageFormat: "{0} overrides none of OnInsertedAsync, OnModifiedAsync, OnRemovedAsync and OnChangesAsync, "
            + "so nothing would invoke it. Override one of them.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24303.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler is { HandlesBatches: false, Operations.Count: 0 })
        {
            violations.Add(this, null);
        }
    }
}
