using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24620: a deployed topic keeps its name; arguments: the setting, the name then and now.</summary>
internal sealed class TopicRenamedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfLock>
{
    private const string Fifo = ".fifo";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24620",
        title: "A deployed topic keeps its name",
        messageFormat: "{0}: the topic was named '{2}' and is named '{3}'. It is replaced, and subscriptions that are not of this stack "
            + "end without notice. Keep {1}, or move the other subscribers first. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24620.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Stream: { } then, Now.Stream: { } now } && then.Fifo == now.Fifo && then.Topic != now.Topic)
        {
            violations.At(table.StreamOwner).Add(this, null, nameof(StreamEnabledAttribute.TopicName), then.Topic, now.Topic);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => AttributeReader.Has<StreamEnabledAttribute>(context.Type)
            ? context.Set(violation.Arguments[0], FixContext.Quoted(violation.Arguments[1].EndsWith(Fifo, StringComparison.Ordinal)
                ? violation.Arguments[1].Substring(0, violation.Arguments[1].Length - Fifo.Length)
                : violation.Arguments[1]))
            : null;
}
