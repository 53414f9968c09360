using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24623: a handler is removed when its queue is empty; argument: the handler.</summary>
internal sealed class HandlerRemovedRule() : Rule(s_descriptor), IRule<RemovedHandler>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24623",
        title: "A handler is removed when its queue is empty",
        messageFormat: "{0}: its handler {1} is gone. The deployment deletes the handler's queue with the messages in it, dead letters "
            + "included. Let the queue run empty first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24623.md");

    public void Check(RemovedHandler handler, RuleViolationList violations)
    {
        if (handler.Successor is null)
        {
            violations.At(handler.Entity).Add(this, null, handler.Then.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
