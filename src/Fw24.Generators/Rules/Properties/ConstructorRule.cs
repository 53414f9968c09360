using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24011: a stored type has a constructor whose parameters all match properties by name; argument: the type.</summary>
internal sealed class ConstructorRule() : Rule(s_descriptor), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24011",
        title: "A stored type has a constructor whose parameters are properties",
        messageFormat: "{0}: {1} has no accessible constructor whose parameters are all stored properties. Add a parameterless constructor, or name its parameters after properties.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24011.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        if (!model.HasConstructor)
        {
            violations.Add(this, null, model.Type.FullName);
        }
    }
}
