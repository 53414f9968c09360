using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24021: an index's keys are strings, numbers or binary, or are stored as one; argument: the index.</summary>
internal sealed class IndexKeyTypeRule() : Rule(s_descriptor), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24021",
        title: "An index's keys are strings, numbers or binary",
        messageFormat: "{0}: a key of the index {1} is not a string, number or binary. Choose a property that is stored as one.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24021.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        if (index.Index.Keys.Any(static key => key.Type.Length is 0))
        {
            violations.Add(this, null, index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));
}
