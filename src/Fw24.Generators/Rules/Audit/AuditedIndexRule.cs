using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24219: an index does not hold the audit records that are among the table's items; arguments: the index, the table.</summary>
internal sealed class AuditedIndexRule() : Rule(s_descriptor), IRule<TableAmongTables>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24219",
        title: "An index does not hold audit records",
        messageFormat: "{0}: the index {1} also holds the audit records in {2}, so no handler may query it. "
            + "Keep the records in a table of their own (AuditTableName).",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24219.md");

    public void Check(TableAmongTables table, RuleViolationList violations)
    {
        foreach (var index in table.Table.Indexes.Where(static index => index.HoldsAuditRecords))
        {
            var owner = table.Entities.First(entity => entity.Indexes.Any(declared => declared.Name == index.Name));
            violations.At(owner.Origin).Add(this, null, index.Name, table.Table.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type)
            .FirstOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));
}
