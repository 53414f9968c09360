using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>
/// FW24071: an index's partition key and its sort key have up to four attributes each, stated once; arguments: the index, the setting, what
/// is wrong.
/// </summary>
internal sealed class IndexKeyCountRule() : Rule(s_descriptor), IRule<IndexOfEntity>
{
    /// <summary>The largest number of attributes in an index's partition key or sort key (DynamoDB, "Multi-attribute keys").</summary>
    public const int MaxAttributes = 4;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24071",
        title: "An index's keys have up to four attributes each",
        messageFormat: "{0}: the index {1} {3}. A partition key and a sort key have up to four attributes each: state each key once, by "
            + "the setting for one property or by that for several.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24071.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        var (partition, sort) = (index.Index.PartitionKeys.Count, index.Index.SortKeys.Count);
        if (index.Index.Restated is { Length: > 0 } setting)
        {
            violations.Add(this, null, index.Name, setting, $"has {setting} besides {setting.Substring(0, setting.Length - 1)}");
        }
        else if (partition > MaxAttributes)
        {
            var problem = $"has {Text(partition)} partition key attributes";
            violations.Add(this, null, index.Name, nameof(GlobalIndexAttribute.PartitionKeys), problem);
        }
        else if (sort > MaxAttributes)
        {
            violations.Add(this, null, index.Name, nameof(GlobalIndexAttribute.SortKeys), $"has {Text(sort)} sort key attributes");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type)
            .LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => Named(arguments, violation.Arguments[1]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
