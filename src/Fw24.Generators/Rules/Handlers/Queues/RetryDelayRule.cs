using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>
/// FW24341: the delays of a handler's failed messages have an effect, and end before the queue drops the messages; arguments: the
/// setting, what is wrong with it, the remedy.
/// </summary>
internal sealed class RetryDelayRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<ChangeQueueAttribute>
{
    private const long DaySeconds = 86_400;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24341",
        title: "The delays of failed messages fit their queue",
        messageFormat: "{0}: {1} {2}. {3}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24341.md");

    public void Check(ChangeQueueAttribute queue, RuleViolationList violations)
    {
        const string Greatest = nameof(queue.MaxRetryDelaySeconds);
        if (queue.RetryDelaySeconds is 0)
        {
            if (queue.MaxRetryDelaySeconds != new ChangeQueueAttribute().MaxRetryDelaySeconds)
            {
                violations.Add(
                    this,
                    null,
                    Greatest,
                    "has no effect without RetryDelaySeconds",
                    "Set RetryDelaySeconds to the first delay, or remove it");
            }
        }
        else if (queue.MaxRetryDelaySeconds < queue.RetryDelaySeconds)
        {
            violations.AddWithSuggestion(
                this,
                null,
                Settings.Text(queue.RetryDelaySeconds),
                Greatest,
                $"is less than the first delay of {Settings.Text(queue.RetryDelaySeconds, "second")}",
                "Raise it, or lower RetryDelaySeconds");
        }
        else if (Total(queue) is var total && total >= queue.RetentionDays * DaySeconds)
        {
            violations.Add(
                this,
                null,
                nameof(queue.RetryDelaySeconds),
                $"delays a message that keeps failing for up to {Settings.Text(total)} seconds, but the queue drops it after "
                    + $"{Settings.Text(queue.RetentionDays, "day")}, before it reaches the dead-letter queue",
                "Lower MaxRetryDelaySeconds or MaxReceiveCount, or raise RetentionDays");
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.Set(violation.Arguments[0], violation.SuggestedValue)
            : violation.Arguments[0] is nameof(ChangeQueueAttribute.MaxRetryDelaySeconds) ? context.Unset(violation.Arguments[0])
            : null;

    private static long Total(ChangeQueueAttribute queue)
    {
        long total = queue.DelaySeconds;
        for (var receive = 1; receive < queue.MaxReceiveCount; receive++)
        {
            total += Math.Min((long)queue.RetryDelaySeconds << Math.Min(receive - 1, 16), queue.MaxRetryDelaySeconds);
        }

        return total;
    }
}
