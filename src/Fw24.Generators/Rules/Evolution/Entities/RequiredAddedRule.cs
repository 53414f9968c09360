using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24608: a newly required property has a value for items that lack it; argument: the attribute.</summary>
internal sealed class RequiredAddedRule() : Rule(s_descriptor), IRule<AttributesOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24608",
        title: "A newly required property has a value for existing items",
        messageFormat: "{0} is required, but items that were written before may lack '{1}': they cannot be read, and their changes are "
            + "parked. Make it nullable, state its value with [DynamoAttribute(Default = …)], or fill it with an [ItemUpgrade]. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24608.md");

    public void Check(AttributesOfLock attributes, RuleViolationList violations)
    {
        var newlyRequired = attributes.Read
            .GroupBy(static pair => pair.Now, static pair => pair.Then)
            .Where(static read => read.Key.IsRequired && read.All(static then => !then.IsRequired))
            .Select(static read => read.Key)
            .Concat(attributes.Added.Where(static added => added.IsRequired));
        foreach (var attribute in newlyRequired.Where(attribute => !attributes.IsUpgraded(attribute)))
        {
            violations.At(attributes.Class).Add(this, attribute.Property, attribute.Name);
        }
    }
}
