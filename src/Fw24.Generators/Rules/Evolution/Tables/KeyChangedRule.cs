using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24601: the keys of a deployed table keep their attributes; arguments: the key, its attribute then and now.</summary>
internal sealed class KeyChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24601",
        title: "The keys of a deployed table stay the same",
        messageFormat: "{0}: the {1} of its table was {2} and is {3}. CloudFormation would replace the table by an empty one of the same "
            + "name, which fails, and its items stay under the old key. Keep the key, or copy the items to a table of another "
            + "name. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24601.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table.Now.PartitionKey.Attribute != table.Then.PartitionKey.Attribute)
        {
            Add(table, "partition key", table.Now.PartitionKey, table.Then.PartitionKey, violations);
        }

        if (table.Now.SortKey?.Attribute != table.Then.SortKey?.Attribute)
        {
            Add(table, "sort key", table.Now.SortKey, table.Then.SortKey, violations);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    private void Add(TableOfLock table, string key, KeyModel? now, KeyModel? then, RuleViolationList violations)
        => violations.At(table.FirstOwner).Add(this, table.Property(now?.Attribute), key, Name(then), Name(now));

    private static string Name(KeyModel? key) => key is null ? "absent" : $"'{key.Attribute}'";
}
