using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>
/// FW24214: a table that holds its own audit records has keys of type S, and neither they, nor its index keys, nor its time to live use the attribute
/// <c>audit</c>; argument: the table.
/// </summary>
internal sealed class AuditKeysRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24214",
        title: "A table that holds its own audit records has string keys",
        messageFormat: "{0}: {1} cannot hold its own audit records, which need string keys and the attribute 'audit'. Set AuditTableName.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24214.md");

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (AuditTables.HoldsItsRecords(table.Table) && !AuditTables.CanHoldItsRecords(table.Table))
        {
            violations.At(table.AuditOwner).AddWithSuggestion(this, null, AuditTables.Separate(table.Table), table.Table.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(nameof(AuditAttribute.AuditTableName), FixContext.Quoted(violation.SuggestedValue));
}
