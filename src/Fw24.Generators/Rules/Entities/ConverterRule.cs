using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Rules.Properties;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24065: a converter converts its property's type to one that an item can hold; arguments: the converter, the type.</summary>
internal sealed class ConverterRule() : Rule(s_descriptor), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24065",
        title: "A converter converts the type of its property",
        messageFormat: "{0}: {1} does not convert {2}. Implement IDynamoConverter for that type and one that an item can hold.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24065.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var property in model.Properties)
        {
            if (PropertyTypeRule.Unsupported(property.Shape) is UnsupportedShape { Converter: { } converter } shape)
            {
                violations.Add(this, property.Name, converter.Replace("global::", ""), shape.Type.FullName.Replace("global::", ""));
            }
        }
    }
}
