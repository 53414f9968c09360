using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24018: an index's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
internal sealed class IndexNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24018",
        title: "An index name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid index name. Use 3 to 255 letters, digits, '_', '-' or '.'.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24018.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        if (!ResourceNames.IsTable(index.Name))
        {
            violations.AddWithSuggestion(this, null, ResourceNames.NearestTable(index.Name), index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.SetName(violation.SuggestedValue);
}
