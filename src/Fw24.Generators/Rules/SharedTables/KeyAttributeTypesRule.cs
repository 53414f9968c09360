using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>
/// FW24507: a key attribute of a table or of one of its indexes has the same type in all entities of the table; arguments: the index, the attribute.
/// </summary>
internal sealed class KeyAttributeTypesRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24507",
        title: "A key attribute has one type in its table",
        messageFormat: "{0}: '{2}' is a key of the index {1}, but has another type elsewhere in the table. Store it with the same type, or use another attribute.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24507.md");

    // A table defines each key attribute once, with one type, whichever indexes use it.
    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        var (own, table) = (entity.Entity, entity.Table);
        var keys = table.Indexes.SelectMany(static index => index.Keys)
            .Concat(new[] { table.PartitionKey, table.SortKey }.OfType<KeyModel>())
            .Where(static key => key.Type.Length > 0)
            .ToList();
        foreach (var index in own.Indexes.Where(index => table.Indexes.Any(index.Agrees)))
        {
            foreach (var key in index.Keys.Where(key => keys.Exists(other => other.Attribute == key.Attribute && other.Type != key.Type)))
            {
                violations.Add(this, null, index.Name, key.Attribute);
            }
        }

        // DynamoDB rejects an item with another type in the attribute, even if its entity does not declare the index.
        foreach (var index in table.Indexes.Where(index => !own.Indexes.Any(index.Agrees)))
        {
            var others = index.Keys.Where(key => !own.Indexes.Any(other => other.Keys.Any(stated => stated.Attribute == key.Attribute)));
            foreach (var key in others.Where(static key => key.Type.Length > 0))
            {
                if (own.Stored.FirstOrDefault(stored => stored.Attribute == key.Attribute && stored.KeyType is not null && stored.KeyType != key.Type) is { } stored)
                {
                    violations.Add(this, stored.Property, index.Name, key.Attribute);
                }
            }
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));
}
