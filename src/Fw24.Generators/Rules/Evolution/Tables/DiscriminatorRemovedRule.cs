using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24613: a table whose items have a discriminator keeps it; arguments: the setting, the attribute.</summary>
internal sealed class DiscriminatorRemovedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24613",
        title: "A table whose items have a discriminator keeps it",
        messageFormat: "{0}: the discriminator '{2}' is gone, so that every item of the table is read as this entity, also those of "
            + "others. Keep it with {1} = \"{2}\". If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24613.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Discriminator: { } then, Now.Discriminator: null })
        {
            violations.At(table.FirstOwner).Add(this, null, nameof(DynamoTableAttribute.Discriminator), then);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.Arguments[1]));
}
