using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24312: <c>[OnChange]</c> names properties, and is on a handler that overrides <c>OnModifiedAsync</c>; arguments: why it has no effect, the remedy.
/// </summary>
internal sealed class OnChangeIdleRule() : Rule(s_descriptor, FixEdits.Attribute, FixScope.Everywhere), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24312",
        title: "[OnChange] has an effect",
        messageFormat: "{0}: [OnChange] has no effect because it {1}. Remove it, or {2}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24312.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.StatedOperations is not null)
        {
            // FW24343 checks the operations, and properties beside them.
            return;
        }

        if (handler.Handler.OnChange is { Count: 0 })
        {
            violations.Add(this, null, "names no property", "name properties with nameof");
        }
        else if (handler.Handler is { OnChange: not null, Operations.Count: > 0 } && !handler.Handler.Operations.Contains("Modify"))
        {
            violations.Add(this, null, "applies only to OnModifiedAsync, which the handler does not override", "override it");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<OnChangeAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.RemoveAttribute();
}
