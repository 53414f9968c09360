using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24107: fair queues are asked for of a standard topic; argument: the setting, which is ignored.</summary>
internal sealed class FairFifoRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24107",
        title: "Fair queues are for standard topics",
        messageFormat: "{0}: {1} has no effect because the topic is FIFO, whose messages always have a group. Remove it.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24107.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Stream is { Fifo: true, FairQueues: true } stream)
        {
            violations.At(table.StreamOwner).Add(this, null, nameof(stream.FairQueues));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
