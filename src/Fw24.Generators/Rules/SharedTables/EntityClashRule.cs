using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24505: entities of one table have unique names; arguments: the table, the name.</summary>
internal sealed class EntityClashRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24505",
        title: "Entities of one table have different names",
        messageFormat: "{0}: another entity of {1} is also named {2}. Set EntityName on one of them.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24505.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Entity == Named(entity.Entities, entity.Entity.Name))
        {
            return;
        }

        // The default name of an entity is that of its class.
        var own = entity.Entity.Origin.Substring(entity.Entity.Origin.LastIndexOfAny(['.', ':']) + 1);
        var isTaken = entity.Entity.Table.EntityName is null || entity.Entities.Any(other => other.Name == own);
        violations.AddWithSuggestion(this, null, isTaken ? "" : own, entity.Table.Name, entity.Entity.Name);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.Unset(nameof(DynamoTableAttribute.EntityName)) : null;

    // The entity named after its class keeps the name.
    private static EntitySummary Named(IEnumerable<EntitySummary> entities, string name)
        => entities.Where(entity => entity.Name == name).OrderBy(static entity => entity.Table.EntityName is not null).First();
}
