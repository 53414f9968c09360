using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24019: an index has a partition key, and its keys are stored properties; arguments: the index, the missing property, what is wrong.</summary>
internal sealed class IndexKeyRule() : Rule(s_descriptor, FixEdits.Argument), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24019",
        title: "An index's keys are stored properties",
        messageFormat: "{0}: the index {1} {3}. Use stored properties of this class, with nameof.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24019.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        if (index.Index.PartitionKeys.Count is 0 && index.Index.Unknown.Count is 0)
        {
            violations.Add(this, null, index.Name, "", "has no PartitionKey");
        }

        foreach (var unknown in index.Index.Unknown)
        {
            var nearest = PropertyNames.Nearest(unknown, index.Entity.Root.Properties.Select(static property => (property.Name, property.Attribute)));
            violations.AddWithSuggestion(this, null, nearest, index.Name, unknown, $"has the key '{unknown}', which is not a stored property");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => violation.Arguments[1].Length is 0
            ? Named(arguments, violation.Arguments[0])
            : arguments.FirstOrDefault(argument => argument.NameEquals is not null && argument.Expression.ToString().Contains(violation.Arguments[1]));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Reword(violation.Arguments[1], violation.SuggestedValue);
}
