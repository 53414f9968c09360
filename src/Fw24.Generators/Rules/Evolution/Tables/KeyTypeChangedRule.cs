using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24602: the keys of a deployed table keep their types; arguments: the attribute, its type then and now.</summary>
internal sealed class KeyTypeChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24602",
        title: "The keys of a deployed table keep their types",
        messageFormat: "{0}: the key '{1}' was of the type {2} and is of the type {3}. CloudFormation would replace the table by an "
            + "empty one of the same name, which fails. Keep the type, or copy the items to a table of another name. If it is "
            + "meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24602.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        foreach (var (now, then) in new[] { (table.Now.PartitionKey, table.Then.PartitionKey), (table.Now.SortKey, table.Then.SortKey) })
        {
            if (now?.Attribute == then?.Attribute && now?.Type != then?.Type)
            {
                violations.At(table.FirstOwner).Add(this, table.Property(now!.Attribute), now.Attribute, then!.Type, now.Type);
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
