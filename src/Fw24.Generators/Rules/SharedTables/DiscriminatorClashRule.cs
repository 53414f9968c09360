using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>FW24506: no property is stored in the discriminator of its table; argument: the attribute.</summary>
internal sealed class DiscriminatorClashRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24506",
        title: "No property is stored in its table's discriminator attribute",
        messageFormat: "{0} is stored in '{1}', which distinguishes the table's entities. Rename it with [DynamoAttribute], or set another Discriminator for the table.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24506.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Table.Discriminator is { } discriminator && entity.Entity.Stored.FirstOrDefault(stored => stored.Attribute == discriminator) is { } clash)
        {
            violations.Add(this, clash.Property, discriminator);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.IsFreeAttribute(context.Property?.Name) ? context.RemoveAttribute<DynamoAttributeAttribute>() : null;
}
