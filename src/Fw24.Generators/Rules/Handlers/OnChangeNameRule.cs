using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24304: <c>[OnChange]</c> names stored properties; argument: the name.</summary>
internal sealed class OnChangeNameRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24304",
        title: "[OnChange] names stored properties",
        messageFormat: "{0}: [OnChange] names '{1}', which is not a stored property of the entity. Use nameof with a stored property.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24304.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        var stored = handler.Entity.Stored;
        foreach (var name in (handler.Handler.OnChange ?? []).Where(name => stored.All(property => property.Property != name)))
        {
            var nearest = PropertyNames.Nearest(name, stored.Select(static property => (property.Property, property.Attribute)));
            violations.AddWithSuggestion(this, null, nearest.Length > 0 ? $"{handler.Entity.Origin}.{nearest}" : "", name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<OnChangeAttribute>(type);

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => violation.Arguments[0].Length is 0 ? null : arguments.FirstOrDefault(argument => argument.Expression.ToString().Contains(violation.Arguments[0]));

    // [OnChange("status")] → [OnChange(nameof(Order.Status))]
    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
    {
        var dot = violation.SuggestedValue.LastIndexOf('.');
        return dot > 0 && context.Find(violation.SuggestedValue.Substring(0, dot)) is { } entity
            ? context.Reword(violation.Arguments[0], $"{context.Minimal(entity)}.{violation.SuggestedValue.Substring(dot + 1)}")
            : null;
    }
}
