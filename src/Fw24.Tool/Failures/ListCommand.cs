using System.CommandLine;
using System.Globalization;
using Fw24.Operations;
using Fw24.Operations.Runs;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 parked list</c>, <c>fw24 dlq list</c>: the messages by function and reason.</summary>
internal static class ListCommand
{
    // The ids of a group that are shown to people; programs get all.
    private const int MaxIds = 5;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console, params FailureQueueKind[] kinds)
    {
        var limit = NumberOption.Create("--limit", "Reads so many messages of each queue at most.", 1_000);
        var command = new Command("list", "Lists the messages by function and reason. Each message is received once for it, and released.")
        {
            limit,
        };
        var options = QueueOptions.AddTo(command, kinds);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            using var queues = options.Open(arguments);
            var limited = arguments.GetValue(limit);
            var messages = await FailureListing.ReadAsync(queues, limited, console.Time, cancellationToken).ConfigureAwait(false);
            var counts = await Task.WhenAll(queues.Queues.Select(async queue
                => new QueueCount(queue, await queues.CountAsync(queue, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);

            var groups = FailureGroup.Of(messages);
            console.Write(Json(counts, groups), screen => Show(screen, counts, groups));
            return ExitCode.Done;
        });
        return command;
    }

    private static object Json(QueueCount[] counts, IReadOnlyList<FailureGroup> groups) => new
    {
        Queues = counts.Select(static count => new { count.Queue.Name, count.Queue.Kind, count.Queue.Function, count.Messages }),
        Groups = groups.Select(static group => new
        {
            Queue = group.Queue.Name,
            group.Function,
            group.Reason,
            Count = group.Messages.Count,
            Messages = group.Messages.Select(static message => new
            {
                Id = message.MessageId,
                message.SentAt,
                message.ReceiveCount,
                message.Content.Item,
            }),
        }),
    };

    private static void Show(IAnsiConsole screen, QueueCount[] counts, IReadOnlyList<FailureGroup> groups)
    {
        foreach (var group in groups)
        {
            var (count, function) = (group.Messages.Count, FailureText.Of(group.Function ?? group.Queue.Name, 80));
            screen.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[bold]{count:N0} × {function}[/]  {Reason(group)}"));
            var rows = new Grid { Expand = false };
            for (var column = 0; column < 4; column++)
            {
                rows.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(column == 0 ? 2 : 0, 0, 2, 0) });
            }

            foreach (var message in group.Messages.Take(MaxIds))
            {
                rows.AddRow(message.MessageId.EscapeMarkup(), FailureText.Of(message.SentAt), Place(message.Content), Receives(message));
            }

            if (count > MaxIds)
            {
                rows.AddRow(string.Create(CultureInfo.InvariantCulture, $"… and {count - MaxIds:N0} more"), "", "", "");
            }

            screen.Write(rows);
        }

        var hidden = counts.Sum(static count => count.Messages) - groups.Sum(static group => group.Messages.Count);
        screen.MarkupLine(groups.Count == 0 ? "[grey]no visible messages[/]" : "");
        if (hidden > 0)
        {
            screen.MarkupLine(string.Create(
                CultureInfo.InvariantCulture, $"[grey]about {hidden:N0} more are hidden by a receiver, or beyond --limit[/]"));
        }
    }

    // The reason of a dead letter is in the function's log.
    private static string Reason(FailureGroup group) => group.Reason is not null ? FailureText.Of(group.Reason)
        : group.Queue.Kind is FailureQueueKind.DeadLetter ? "[grey]the reason is in the function's log[/]"
        : "[grey]Lambda gave up on it: the reason is in the function's log[/]";

    private static string Place(FailureContent content) => content switch
    {
        { Item: { } item } => FailureText.Of(item, 60),
        { Range: { } range } => FailureText.Of($"{range.ShardId} {range.StartSequenceNumber}-{range.EndSequenceNumber}", 100),
        { Reference: { } reference } => FailureText.Of(reference, 100),
        _ => "[grey]unknown content[/]",
    };

    private static string Receives(FailureMessage message)
        => string.Create(
            CultureInfo.InvariantCulture, $"[grey]received {message.ReceiveCount:N0} {(message.ReceiveCount == 1 ? "time" : "times")}[/]");

    private sealed record QueueCount(FailureQueue Queue, int Messages);
}
