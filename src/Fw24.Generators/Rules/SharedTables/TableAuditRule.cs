using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24503: entities of one table that state its audit agree; arguments: the table, the other entity.</summary>
internal sealed class TableAuditRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24503",
        title: "Entities of one table agree on its audit",
        messageFormat: "{0}: in the table {1}, {2} declares a different [Audit]. Declare it once, or identically.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24503.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Entity.Audit is { } audit && !audit.Equals(entity.Table.Audit))
        {
            violations.Add(this, null, entity.Table.Name, entity.Dissenter(static other => other.Audit is not null));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);
}
