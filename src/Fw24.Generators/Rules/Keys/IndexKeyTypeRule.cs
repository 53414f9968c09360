using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24021: an index's keys are strings, numbers or binary, or are stored as one; arguments: the index, the key, its type.</summary>
internal sealed class IndexKeyTypeRule() : Rule(s_descriptor), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24021",
        title: "An index's keys are strings, numbers or binary",
        messageFormat: "{0}: the key {2} of the index {1} has the type {3}, which is not stored as a string, number or binary. Choose a "
            + "property that is.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24021.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        foreach (var key in index.Index.Keys.Where(static key => key.Type.Length is 0).Distinct())
        {
            var property = index.Entity.Root.Properties.First(property => property.Attribute == key.Attribute);
            violations.Add(this, null, index.Name, property.Name, property.Shape.DeclaredType);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));
}
