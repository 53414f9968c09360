using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24618: a deployed topic stays FIFO or standard; arguments: the setting, the kind then and now.</summary>
internal sealed class FifoSwitchedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24618",
        title: "A deployed topic stays FIFO or standard",
        messageFormat: "{0}: the topic and its queues were {2} and are {3}. They are replaced, and messages in the old queues are "
            + "deleted with them. Keep {1}, or stop writing and let the queues run empty first. If it is meant, run 'dotnet "
            + "build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24618.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Stream: { } then, Now.Stream: { } now } && then.Fifo != now.Fifo)
        {
            violations.At(table.StreamOwner).Add(this, null, nameof(StreamEnabledAttribute.Fifo), Kind(then.Fifo), Kind(now.Fifo));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => AttributeReader.Has<StreamEnabledAttribute>(context.Type)
            ? context.Set(violation.Arguments[0], violation.Arguments[1] is "FIFO" ? "true" : "false")
            : null;

    private static string Kind(bool fifo) => fifo ? "FIFO" : "standard";
}
