using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>
/// FW24215: an entity table that holds another table's audit records has the string keys <c>pk</c> and <c>sk</c>, and its audit no queries
/// by time or actor; arguments: the setting, the table, what it lacks.
/// </summary>
internal sealed class AuditTableKeysRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableAmongTables>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24215",
        title: "An audit table is not another entity's table",
        messageFormat: "{0}: {1} = '{2}' is a table of entities without the {3}. Name a separate table.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24215.md");

    public void Check(TableAmongTables table, RuleViolationList violations)
    {
        if (table.Table.Audit is { LoggerType: AuditLoggerType.DynamoDb, AuditTableName: { } name }
            && name != table.Table.Name
            && table.Tables.Find(name) is { } holder
            && Lacks(holder, table.Table.Audit) is { } lacks)
        {
            var separate = AuditTables.Separate(table.Table);
            violations.At(table.AuditOwner).AddWithSuggestion(
                this, null, table.Tables.Find(separate) is null ? separate : "", nameof(AuditAttribute.AuditTableName), name, lacks);
        }
    }

    private static string? Lacks(TableModel holder, AuditAttribute audit)
        => !AuditTables.HasKeysOfOne(holder) ? "keys pk and sk (strings) that audit records need"
            : audit.Queries is not AuditQueries.None ? $"indexes that {nameof(AuditAttribute.Queries)} needs"
            : null;

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.SuggestedValue));
}
