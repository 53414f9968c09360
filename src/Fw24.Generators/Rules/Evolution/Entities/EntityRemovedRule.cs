using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24615: an entity is removed after its items; arguments: the entity, the table.</summary>
internal sealed class EntityRemovedRule() : Rule(s_descriptor), IRule<RemovedEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24615",
        title: "An entity is removed after its items",
        messageFormat: "{0}: the entity {1} of {2} is gone. Its items stay in the table, where no query or handler sees them and the "
            + "audit records their changes as unmodelled; messages in flight are parked. Delete its items and let the queues "
            + "run empty first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24615.md");

    public void Check(RemovedEntity entity, RuleViolationList violations)
        => violations.At(entity.Neighbour).Add(this, null, entity.Then.Class, entity.Then.Table);

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
