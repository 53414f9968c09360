using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24001: a table's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
internal sealed class TableNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24001",
        title: "A table name is valid in DynamoDB",
        messageFormat: "{0}: '{1}' is not a valid table name. Use 3 to 255 letters, digits, '_', '-' or '.'.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24001.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        if (!ResourceNames.IsTable(entity.Table.Name))
        {
            violations.AddWithSuggestion(this, null, ResourceNames.NearestTable(entity.Table.Name), entity.Table.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => arguments.FirstOrDefault(static argument => argument.NameEquals is null);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.SetName(violation.SuggestedValue);
}
