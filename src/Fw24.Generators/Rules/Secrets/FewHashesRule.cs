using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24231: a property with a keyed hash has many possible values; argument: its few values.</summary>
internal sealed class FewHashesRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24231",
        title: "A property with a keyed hash has many possible values",
        messageFormat: "{0} has few possible values ({1}), and a keyed hash shows which items have the same one: anyone who knows the value of one item knows that of all items with its hash, and the frequency of each hash reveals more. Use [Sensitive] alone, which removes the value, or Redaction.Mask.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24231.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in Redactions.Defined(entity).Where(static property => property is { Redaction: Redaction.Hmac, FewValues.Length: > 0 }))
        {
            violations.Add(this, property.Name, property.FewValues);
        }
    }
}
