using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24222: a key of an index is not initially empty, which DynamoDB rejects; argument: the attribute.</summary>
internal sealed class EmptyIndexKeyRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24222",
        title: "An index's key is not empty by default",
        messageFormat: "{0} is empty by default, and DynamoDB refuses an item whose index key '{1}' is empty. Make it nullable, so that it can be absent, or required.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24222.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(property => entity.EmptyIndexKeys.Contains(property.Name)))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }
}
