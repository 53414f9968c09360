using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>
/// FW24611: a table of one entity gets no discriminator unless an entity owns the items without it; arguments: the table, the
/// discriminator.
/// </summary>
internal sealed class DiscriminatorAddedRule() : Rule(s_descriptor), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24611",
        title: "Existing items of a table keep an owner",
        messageFormat: "{0}: the items of {1} get a discriminator, '{2}', which existing items lack: they become invisible to queries "
            + "and handlers. Name the entity that owns them ([DynamoTable(…, OwnsUnmarkedItems = true)]), or store one of them "
            + "in another table. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24611.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table.Then.Discriminator is null && table.Now.Discriminator is { } discriminator)
        {
            violations.At(table.Newcomer.Length > 0 ? table.Newcomer : table.TableOwner).Add(this, null, table.Now.Name, discriminator);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
