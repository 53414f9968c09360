using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24624: a deployed handler keeps its entity; arguments: the entity then and now.</summary>
internal sealed class HandlerEntityChangedRule() : Rule(s_descriptor), IRule<HandlerOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24624",
        title: "A deployed handler keeps its entity",
        messageFormat: "{0} handled {1} and handles {2}. Its queue still holds messages of the former, which are parked. Give the new "
            + "handler another name, and let the old queue run empty before its handler is removed. If it is meant, run 'dotnet "
            + "build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24624.md");

    public void Check(HandlerOfLock handler, RuleViolationList violations)
    {
        if (handler.Now.Table != handler.Then.Table || handler.Now.Entity != handler.Then.Entity)
        {
            violations.At($"global::{handler.Now.Class}")
                .Add(this, null, $"{handler.Then.Entity} of {handler.Then.Table}", $"{handler.Now.Entity} of {handler.Now.Table}");
        }
    }
}
