using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24060: an earlier name of an attribute is a name that no property is stored or read under; arguments: the alias.</summary>
internal sealed class AliasClashRule() : Rule(s_descriptor), IRule<EntityModel>, IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24060",
        title: "An alias is the earlier name of one attribute only",
        messageFormat: "{0}: the alias '{1}' is empty, or already names an attribute. Name an earlier name that nothing else has.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24060.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        var discriminator = entity.Table.Discriminator;
        foreach (var property in entity.Root.Properties.Where(property => property.Aliases.Contains(discriminator, StringComparer.Ordinal)))
        {
            violations.Add(this, property.Name, discriminator!);
        }
    }

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        if (model.Properties.All(static property => property.Aliases.Count is 0))
        {
            return;
        }

        var names = new HashSet<string>(model.Properties.Select(static property => property.Attribute), StringComparer.Ordinal);
        foreach (var property in model.Properties)
        {
            foreach (var alias in property.Aliases.Where(alias => alias.Length is 0 || !names.Add(alias)))
            {
                violations.Add(this, property.Name, alias);
            }
        }
    }
}
