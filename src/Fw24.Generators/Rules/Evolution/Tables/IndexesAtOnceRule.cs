using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24605: a deployment adds or removes one index of a table; argument: the indexes.</summary>
internal sealed class IndexesAtOnceRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24605",
        title: "A deployment adds or removes one index of a table",
        messageFormat: "{0}: {1} are added or removed at once. CloudFormation creates or deletes one index of a table in each update, so "
            + "the deployment fails. Deploy them one by one. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24605.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        var (now, then) = (Names(table.Now), Names(table.Then));
        var changed = now.Except(then, StringComparer.Ordinal).Concat(then.Except(now, StringComparer.Ordinal)).ToList();
        if (changed.Count > 1)
        {
            violations.At(table.IndexOwner(changed[0])).Add(this, null, string.Join(", ", changed.Select(static name => $"'{name}'")));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    private static List<string> Names(LockedTable table) => [.. table.Indexes.Select(static index => index.Name)];
}
