using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>FW24336: handled changes are recorded for 1 day to 10 years; arguments: the setting, its minimum and its maximum.</summary>
internal sealed class IdempotencyRangeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<IdempotentAttribute>
{
    private const int MaxRetentionDays = 3_650;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24336",
        title: "Handled changes are recorded for 1 to 3,650 days",
        messageFormat: "{0}: {1} of [Idempotent] is out of range. Use {2} to {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24336.md");

    public void Check(IdempotentAttribute idempotent, RuleViolationList violations)
        => violations.CheckRange(this, idempotent.RetentionDays, 1, MaxRetentionDays, nameof(idempotent.RetentionDays));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<IdempotentAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
