using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24305: a handler's entity belongs to a table whose changes are published; argument: the table.</summary>
internal sealed class HandlerWithoutStreamRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24305",
        title: "A handler's table publishes its changes",
        messageFormat: "{0} handles changes of the table {1}, which publishes none. Add [StreamEnabled] to an entity of the table.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24305.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler.Table.Stream is null)
        {
            violations.Add(this, null, handler.Table.Name);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Entities(violation.Arguments[0]) is [var entity] ? context.Annotate(entity, nameof(StreamEnabledAttribute), "") : null;
}
