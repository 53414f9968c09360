using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24008: a stored property can be set by a constructor's parameter of the same name or by a setter.</summary>
internal sealed class PropertySetterRule() : Rule(s_descriptor, FixEdits.Property, FixScope.Everywhere), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24008",
        title: "A stored property can be set",
        messageFormat: "{0} is stored, but cannot be set when the item is read. Add a setter or 'init', a constructor parameter with its name, or [DynamoIgnore].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24008.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var name in model.Unset)
        {
            violations.Add(this, name);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.AddInit();
}
