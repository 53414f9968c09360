using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24013: no two properties are stored in one attribute, and none in the entity's own discriminator; argument: the attribute.</summary>
internal sealed class AttributeClashRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityModel>, IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24013",
        title: "Each property is stored in its own attribute",
        messageFormat: "{0}: the attribute '{1}' is already in use. Rename one of them with [DynamoAttribute].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24013.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(property => property.Attribute == entity.Table.Discriminator))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        // Property names are unique, so attributes can clash only if one is renamed.
        if (model.Properties.All(static property => property.Attribute == property.Name))
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in model.Properties.Where(property => !names.Add(property.Attribute)))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.IsFreeAttribute(context.Property?.Name) ? context.RemoveAttribute<DynamoAttributeAttribute>() : null;
}
