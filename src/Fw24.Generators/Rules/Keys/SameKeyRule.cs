using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24026: the partition key and the sort key are different attributes; argument: the attribute, or the index.</summary>
internal sealed class SameKeyRule() : Rule(s_descriptor, FixEdits.Argument | FixEdits.Attribute), IRule<EntityModel>, IRule<IndexOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24026",
        title: "The partition key and the sort key are different attributes",
        messageFormat: "{0}: '{1}' uses one attribute as both partition key and sort key. Use two, or remove the sort key.",
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
        if (index.Index.PartitionKey is { } partitionKey && index.Index.SortKey?.Attribute == partitionKey.Attribute)
        {
            violations.Add(this, null, index.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<GlobalIndexAttribute>(type).LastOrDefault(data => Equals(data.ConstructorArguments.FirstOrDefault().Value, violation.Arguments[0]));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.Member is null ? context.Unset(nameof(GlobalIndexAttribute.SortKey)) : context.RemoveAttribute<SortKeyAttribute>();
}
