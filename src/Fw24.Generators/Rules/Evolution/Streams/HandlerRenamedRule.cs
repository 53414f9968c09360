using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24622: a deployed handler keeps its name; arguments: the name then and now.</summary>
internal sealed class HandlerRenamedRule() : Rule(s_descriptor), IRule<RemovedHandler>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24622",
        title: "A deployed handler keeps its name",
        messageFormat: "{0} was probably named {1}. Its function and queue are named after it: the deployment deletes the old queue with "
            + "the messages in it, dead letters included. Keep the name, or stop writing and let the queue run empty first. If "
            + "it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24622.md");

    public void Check(RemovedHandler handler, RuleViolationList violations)
    {
        if (handler.Successor is { } successor)
        {
            violations.At($"global::{successor.Class}").Add(this, null, handler.Then.Name, successor.Name);
        }
    }
}
