using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24621: a stream is removed when its records are processed; argument: the table.</summary>
internal sealed class StreamRemovedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24621",
        title: "A stream is removed when its records are processed",
        messageFormat: "{0}: the stream of {1} is gone. The deployment deletes its topic and queues: records and messages that were not "
            + "processed are lost. Keep [StreamEnabled], or stop writing and let the queues run empty first. If it is meant, "
            + "run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24621.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Stream: not null, Now.Stream: null })
        {
            violations.At(table.FirstOwner).Add(this, null, table.Now.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
