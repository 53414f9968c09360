using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>
/// FW24611: a table of one entity gets no discriminator unless that entity owns the items without it; arguments: the table, the
/// discriminator.
/// </summary>
internal sealed class DiscriminatorAddedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24611",
        title: "Existing items of a table keep an owner",
        messageFormat: "{0}: the items of {1} get a discriminator, '{2}', which existing items lack: they become invisible to queries "
            + "and handlers. Set OwnsUnmarkedItems on the entity that they are, or store the other one in another table. If it is "
            + "meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24611.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table.Then.Discriminator is null && table.Now.Discriminator is { } discriminator && !table.HasOwnerOfUnmarkedItems)
        {
            violations.At(table.Residents.Count > 0 ? table.Residents[0].Origin : table.FirstOwner).Add(this, null, table.Now.Name, discriminator);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(nameof(DynamoTableAttribute.OwnsUnmarkedItems), "true");
}
