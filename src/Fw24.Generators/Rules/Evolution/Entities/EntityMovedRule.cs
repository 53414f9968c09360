using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24616: an entity stays in its table; arguments: the table then and now.</summary>
internal sealed class EntityMovedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24616",
        title: "An entity with stored items stays in its table",
        messageFormat: "{0} was stored in '{1}' and is stored in '{2}', which is empty: its items, stream, queues and trail stay with "
            + "the old table. Keep the table's name, or copy the items first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24616.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        if (entity.Now.Table != entity.Then.Table)
        {
            violations.At(entity.Attributes.Class).Add(this, null, entity.Then.Table, entity.Now.Table);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.SetName(violation.Arguments[0]);
}
