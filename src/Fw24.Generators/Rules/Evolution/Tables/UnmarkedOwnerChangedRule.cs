using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24641: the items without discriminator keep their owner; arguments: the table, the entity then and now.</summary>
internal sealed class UnmarkedOwnerChangedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24641",
        title: "The items without discriminator keep their owner",
        messageFormat: "{0}: the items of {1} without discriminator belonged to {2} and belong to {3}: those that were never written since "
            + "are read as another entity, or become invisible. Restore OwnsUnmarkedItems, or write the discriminator into all "
            + "items first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24641.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.UnmarkedOwner: { } then, Now.Discriminator: not null } && table.Now.UnmarkedOwner != then)
        {
            violations.At(table.OwnerOfUnmarkedItems).Add(this, null, table.Now.Name, then, table.Now.UnmarkedOwner ?? "none");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
