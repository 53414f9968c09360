using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24632: a deployed table keeps its time-to-live attribute; arguments: the attribute then and now.</summary>
internal sealed class TimeToLiveChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24632",
        title: "A deployed table keeps its time-to-live attribute",
        messageFormat: "{0}: the time to live was '{1}' and is {2}. Items that have only the former never expire, and DynamoDB changes "
            + "the attribute only in two deployments. Keep it, or disable it in one deployment and enable the other in the "
            + "next. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24632.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table.Then.TimeToLive is { } then && table.Now.TimeToLive != then)
        {
            violations.At(table.FirstOwner)
                .Add(this, table.Property(table.Now.TimeToLive), then, table.Now.TimeToLive is { } now ? $"'{now}'" : "absent");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
