using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24022: an index's projection is one of its enum's values; argument: the index.</summary>
internal sealed class IndexProjectionValueRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24022",
        title: "An index projection is a defined value of its enum",
        messageFormat: "{0}: the Projection of the index {1} is not a defined value of its enum. Use All, KeysOnly or Include.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24022.md");

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        if (!Settings.IsDefined(index.Index.Projection))
        {
            violations.Add(this, null, index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => Named(arguments, nameof(GlobalIndexAttribute.Projection));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Unset(nameof(GlobalIndexAttribute.Projection));
}
