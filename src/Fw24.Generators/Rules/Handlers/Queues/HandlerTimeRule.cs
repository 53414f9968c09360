using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers.Queues;

/// <summary>
/// FW24330: a batch is handled within the functions' timeout; arguments: the setting, the number of messages, the seconds for each and for all, the
/// timeout, the remedy.
/// </summary>
internal sealed class HandlerTimeRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<HandlerOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24330",
        title: "A batch finishes within the function timeout",
        messageFormat: "{0}: a batch of {2} takes {4} at {3} a message, but the function timeout is {5}. Unfinished messages are redelivered, and each time counts as a receive. {6}.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24330.md");

    // A function stops taking messages shortly before its timeout, so a batch that needs all of the time does not finish.
    public void Check(HandlerOfTable handler, RuleViolationList violations)
    {
        if (handler is not { TimeoutSeconds: { } timeout, Handler.Queue: { ExpectedSeconds: > 0 and var each } queue })
        {
            return;
        }

        var all = (queue.BatchSize + queue.Parallelism - 1) / queue.Parallelism * each;
        if (all < timeout)
        {
            return;
        }

        var fitting = (timeout - 1) / each * queue.Parallelism;
        violations.AddWithSuggestion(
            this,
            null,
            fitting is 0 ? "" : Settings.Text(fitting),
            nameof(queue.BatchSize),
            Settings.Text(queue.BatchSize, "message"),
            Settings.Text(each, "second"),
            Settings.Text(all, "second"),
            Settings.Text(timeout, "second"),
            fitting is 0
                ? $"Raise TimeoutSeconds above {Settings.Text(each)}"
                : $"Use {Settings.Text(fitting)} or less, or raise Parallelism or TimeoutSeconds");
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<ChangeQueueAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], violation.SuggestedValue);
}
