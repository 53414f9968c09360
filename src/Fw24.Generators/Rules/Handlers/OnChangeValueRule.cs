using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24338: From and To of <c>[OnChange]</c> are values that the property may have in a message; argument: why they are not.
/// </summary>
internal sealed class OnChangeValueRule() : Rule(s_descriptor), IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24338",
        title: "[OnChange] asks for values of one property that is not sensitive",
        messageFormat: "{0}: From and To of [OnChange] have no meaning because {1}. "
            + "Correct the value or the property, or compare in the handler.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24338.md");

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        var (condition, properties) = (handler.Handler.Condition, handler.Handler.OnChange ?? []);
        if (!condition.IsStated || properties.Count is 0)
        {
            // FW24312 reports an attribute that names no property.
            return;
        }

        if (properties.Count > 1)
        {
            violations.Add(this, null, "they belong to one property, and [OnChange] names several");
        }
        else if (handler.Entity.Stored.Any(stored
            => stored.Property == properties[0] && handler.Entity.Sensitive.Contains(stored.Attribute)))
        {
            violations.Add(this, null, $"{properties[0]} is [Sensitive], and messages contain only what its redaction leaves");
        }
        else if (condition.Fault is { } fault)
        {
            violations.Add(this, null, fault);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<OnChangeAttribute>(type);
}
