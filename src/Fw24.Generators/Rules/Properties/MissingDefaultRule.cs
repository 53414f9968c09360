using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>
/// FW24062: the value for items without the attribute is a constant that the property can have, and not of a key; arguments: the type.
/// </summary>
internal sealed class MissingDefaultRule() : Rule(s_descriptor), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24062",
        title: "A default is a value of its property",
        messageFormat: "{0}: Default is not a constant of {1}, or the property is a key. State a value of its type, or use [ItemUpgrade].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24062.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var property in model.Properties.Where(static property => property.HasForeignDefault))
        {
            violations.Add(this, property.Name, property.Shape.DeclaredType);
        }
    }
}
