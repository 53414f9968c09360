using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24066: one entity of a table at most owns the items without discriminator; arguments: the table, the other entity.</summary>
internal sealed class UnmarkedOwnerRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24066",
        title: "One entity of a table owns the items without discriminator",
        messageFormat: "{0}: the items of {1} without discriminator already belong to {2}. Set OwnsUnmarkedItems on one entity only.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24066.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        var owners = entity.Entities.Where(static one => one.Table.OwnsUnmarkedItems);
        if (entity.Entity.Table.OwnsUnmarkedItems && owners.First() != entity.Entity)
        {
            violations.Add(this, null, entity.Table.Name, owners.First().Name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => Named(arguments, nameof(DynamoTableAttribute.OwnsUnmarkedItems));

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Unset(nameof(DynamoTableAttribute.OwnsUnmarkedItems));
}
