using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Tables;

/// <summary>FW24612: the discriminator of a table stays the same; arguments: the setting, the attribute then and now.</summary>
internal sealed class DiscriminatorChangedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24612",
        title: "The discriminator of a table stays the same",
        messageFormat: "{0}: the discriminator was '{2}' and is '{3}', which existing items lack: they become invisible to queries and "
            + "handlers. Keep {1} = \"{2}\", or write the new one into all items first. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24612.md");

    public void Check(TableOfLock table, RuleViolationList violations)
    {
        if (table is { Then.Discriminator: { } then, Now.Discriminator: { } now } && then != now)
        {
            violations.At(table.FirstOwner).Add(this, null, nameof(DynamoTableAttribute.Discriminator), then, now);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.Arguments[1]));
}
