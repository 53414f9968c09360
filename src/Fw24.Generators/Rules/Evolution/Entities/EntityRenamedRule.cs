using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24614: an entity keeps its name; arguments: the setting, the name then and now.</summary>
internal sealed class EntityRenamedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24614",
        title: "An entity with stored items keeps its name",
        messageFormat: "{0}: the entity was named '{2}' and is named '{3}'. Items whose discriminator has the old name become invisible, "
            + "and messages in flight are parked. Keep the name with {1} = \"{2}\". If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24614.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        if (entity.Now.Name != entity.Then.Name && entity.Now.Table == entity.Then.Table)
        {
            violations.At(entity.Attributes.Class)
                .Add(this, null, nameof(DynamoTableAttribute.EntityName), entity.Then.Name, entity.Now.Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.Arguments[1]));
}
