using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Streams;

/// <summary>FW24619: the stream of a deployed table keeps its view type; arguments: the setting, the view type then and now.</summary>
internal sealed class StreamViewChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24619",
        title: "The stream of a deployed table keeps its view type",
        messageFormat: "{0}: the stream showed {2} and shows {3}. DynamoDB replaces the stream: records that were not processed are "
            + "never read, and handlers lose the images that it no longer shows. Keep {1}, or stop writing until the stream is "
            + "processed. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24619.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Stream: { } then, Now.Stream: { } now } && then.ViewType != now.ViewType)
        {
            violations.At(table.StreamOwner).Add(this, null, nameof(StreamEnabledAttribute.ViewType), then.ViewType, now.ViewType);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);
}
