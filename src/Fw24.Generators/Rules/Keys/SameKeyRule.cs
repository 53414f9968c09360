using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24026: the attributes of a key are different; argument: the attribute, or the index.</summary>
internal sealed class SameKeyRule() : Rule(s_descriptor, FixEdits.Argument | FixEdits.Attribute), IRule<EntityModel>, IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24026",
        title: "The attributes of a key are different",
        messageFormat: "{0}: the key of '{1}' uses one attribute twice. Use another, or remove one.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24026.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.PartitionKey) && property.Has(PropertyRoles.SortKey)))
        {
            violations.Add(this, property.Name, property.Attribute);
        }
    }

    public void Check(IndexOfEntity index, RuleViolationList violations)
    {
        // A key stated twice has the same attributes twice: FW24071 says so.
        if (index.Index.Restated.Length > 0)
        {
            return;
        }

        var names = index.Index.Keys.Select(static key => key.Attribute).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            var isOfSortKey = index.Index.SortKeys is [var sortKey] && index.Index.PartitionKeys.Contains(sortKey);
            violations.AddWithSuggestion(this, null, isOfSortKey ? nameof(GlobalIndexAttribute.SortKey) : "", index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.Member is not null ? context.RemoveAttribute<SortKeyAttribute>()
            : violation.SuggestedValue.Length > 0 ? context.Unset(violation.SuggestedValue)
            : null;
}
