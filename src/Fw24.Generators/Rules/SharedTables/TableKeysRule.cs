using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24501: entities of one table have the same keys, by attribute and type; arguments: the table, the other entity.</summary>
internal sealed class TableKeysRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24501",
        title: "Entities of one table have the same keys",
        messageFormat: "{0}: its keys differ from those of {2}, which is also in the table {1}. Give both the same attributes and types.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24501.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Entity.PartitionKey != entity.Table.PartitionKey || entity.Entity.SortKey != entity.Table.SortKey)
        {
            violations.Add(this, null, entity.Table.Name, entity.Dissenter(static _ => true));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
