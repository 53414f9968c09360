using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24028: a table has up to 20 global secondary indexes; arguments: the table, its number of indexes.</summary>
internal sealed class IndexCountRule() : Rule(s_descriptor), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24028",
        title: "A table has at most 20 indexes",
        messageFormat: "{0}: the table {1} has {2} indexes. AWS allows 20 unless you request more.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24028.md");

    // The default quota of global secondary indexes per table (DynamoDB, "Quotas").
    private const int MaxIndexes = 20;

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Indexes.Count > MaxIndexes)
        {
            violations.Add(this, null, table.Table.Name, Settings.Text(table.Table.Indexes.Count));
        }
    }
}
