using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24020: no two indexes of a table have one name; argument: the name.</summary>
internal sealed class IndexClashRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24020",
        title: "The indexes of a table have different names",
        messageFormat: "{0}: another index is also named {1}. Rename one of them.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24020.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in entity.Indexes.Where(index => !names.Add(index.Name)))
        {
            violations.Add(this, null, index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => arguments.FirstOrDefault(static argument => argument.NameEquals is null);
}
