using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Keys;

/// <summary>FW24004: an entity has one partition key.</summary>
internal sealed class OnePartitionKeyRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24004",
        title: "An entity has exactly one partition key",
        messageFormat: "{0}: an entity must have exactly one [PartitionKey]. Mark one property, and only one.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24004.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        var partitionKeys = entity.Root.Properties.Where(static property => property.Has(PropertyRoles.PartitionKey)).ToList();
        if (partitionKeys.Count is not 1)
        {
            violations.AddWithSuggestion(this, partitionKeys.ElementAtOrDefault(1)?.Name, partitionKeys.Count is 0 ? Identity(entity) : "");
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.WithMember(violation.SuggestedValue)?.AddAttribute("PartitionKey") : null;

    // The property whose name says that it identifies items; empty unless there is exactly one.
    private static string Identity(EntityModel entity)
        => entity.Root.Properties
            .Where(property => property.Name is "Id" or "Pk" or "PK" or "PartitionKey" || property.Name == entity.Prefix + "Id")
            .Where(static property => !property.Has(PropertyRoles.AnyKey) && !property.Shape.IsNullable && KeyTypes.Of(property.Shape).Length > 0)
            .ToList() is [var only] ? only.Name : "";
}
