using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24218: a partition key does not begin with <c>AUDIT#</c> in a table that holds its own audit records; argument: the table.</summary>
internal sealed class ReservedKeyRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24218",
        title: "A key does not begin with AUDIT# in a table that holds its own audit records",
        messageFormat: "{0} begins with 'AUDIT#', which {1} reserves for its audit records. Choose another prefix, or set AuditTableName.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24218.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (AuditTables.HoldsItsRecords(entity.Table) && AuditTables.IsReserved(entity.Entity.KeyBeginning))
        {
            var key = entity.Entity.Stored.First(stored => stored.Attribute == entity.Entity.PartitionKey.Attribute);
            violations.AddWithSuggestion(this, key.Property, AuditTables.Separate(entity.Table), entity.Table.Name);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.SetIn(context.Stating<AuditAttribute>(violation.Arguments[0]), nameof(AuditAttribute.AuditTableName), FixContext.Quoted(violation.SuggestedValue));
}
