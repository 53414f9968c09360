using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24337: a handled change is recorded for as long as it may be delivered again; arguments: the setting, its value, and the longest time in
/// days that a message may wait.
/// </summary>
internal sealed class IdempotencyRetentionRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24337",
        title: "A handled change is recorded for as long as it may be delivered again",
        messageFormat: "{0}: {1} of [Idempotent] is {2}, but a message may wait for {3} days in the queue and its "
            + "dead-letter queue, and is handled again if the record is gone by then. Use {3} or more, or remove the setting.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24337.md");

    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        var queue = handler.Handler.Queue ?? new ChangeQueueAttribute();
        var longest = queue.RetentionDays + Settings.MaxQueueRetentionDays;
        if (handler.Handler.Idempotent is { } idempotent && idempotent.RetentionDays < longest)
        {
            violations.Add(this, null, nameof(idempotent.RetentionDays), Settings.Text(idempotent.RetentionDays, "day"), Settings.Text(longest));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<IdempotentAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
