using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>
/// FW24072: an index with the projection Include, and no other, names stored properties that are no keys, each once, up to 20, and 100
/// in all indexes of a table; arguments: the index, what is wrong.
/// </summary>
internal sealed class IndexIncludeRule() : Rule(s_descriptor), IRule<IndexOfEntity>, IRule<TableOfApp>
{
    // DynamoDB API reference, "Projection": the members of NonKeyAttributes, and their sum over all indexes.
    private const int MaxOfIndex = 20;
    private const int MaxOfTable = 100;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24072",
        title: "An index includes up to 20 stored properties that are not keys",
        messageFormat: "{0}: the index {1} {2}. With Projection = IndexProjection.Include, name in Include the stored properties that it "
            + "holds besides the keys.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24072.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        var (declared, entity) = (index.Index, index.Entity);
        var isNamed = declared.Include.Count + declared.UnknownIncluded.Count > 0;
        if (isNamed != declared.Projection is IndexProjection.Include)
        {
            Add(isNamed ? "has Include, but another projection" : "includes no property");
            return;
        }

        foreach (var unknown in declared.UnknownIncluded)
        {
            Add($"includes '{unknown}', which is not a stored property");
        }

        var keys = entity.Root.Properties
            .Where(static property => property.Has(PropertyRoles.TableKey))
            .Select(static property => property.Attribute)
            .Concat(declared.Keys.Select(static key => key.Attribute));
        foreach (var key in declared.Include.Intersect(keys, StringComparer.Ordinal))
        {
            Add($"includes '{key}', a key, which it holds in any case");
        }

        var names = declared.Include.GroupBy(static name => name, StringComparer.Ordinal);
        foreach (var twice in names.Where(static same => same.Count() > 1))
        {
            Add($"includes '{twice.Key}' twice");
        }

        if (declared.Include.Count > MaxOfIndex)
        {
            Add($"includes {Text(declared.Include.Count)} attributes, and an index can include {Text(MaxOfIndex)}");
        }

        void Add(string problem) => violations.Add(this, null, index.Name, problem);
    }

    public void Check(TableOfApp table, RuleViolationList violations)
    {
        foreach (var index in table.Table.Indexes.Where(index => index.Include.Count > MaxOfIndex && !IsReported(table, index.Name)))
        {
            Add(
                index,
                $"includes {Text(index.Include.Count)} attributes of all entities of the table {table.Table.Name}, "
                    + $"and an index can include {Text(MaxOfIndex)}");
        }

        var sum = table.Table.Indexes.Sum(static index => index.Include.Count);
        if (sum > MaxOfTable)
        {
            Add(
                table.Table.Indexes.Last(static index => index.Include.Count > 0),
                $"is one of those of the table {table.Table.Name} that include {Text(sum)} attributes, "
                    + $"and all indexes of a table can include {Text(MaxOfTable)}");
        }

        void Add(IndexModel index, string problem)
        {
            var owner = table.Entities.First(entity => entity.Indexes.Any(declared => declared.Name == index.Name));
            violations.At(owner.Origin).Add(this, null, index.Name, problem);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type)
            .LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => Named(arguments, nameof(GlobalIndexAttribute.Include)) ?? Named(arguments, nameof(GlobalIndexAttribute.Projection));

    private static bool IsReported(TableOfApp table, string index)
        => table.Entities.Any(entity => entity.Indexes.Any(declared => declared.Name == index && declared.Include.Count > MaxOfIndex));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
