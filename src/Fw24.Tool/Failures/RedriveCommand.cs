using System.CommandLine;
using System.Globalization;
using Fw24.Operations;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 dlq redrive</c>: lets SQS return dead letters to the queue of their deployed function.</summary>
internal static class RedriveCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var function = new Argument<string>("FUNCTION")
        {
            Description = "The function whose dead letters are returned, by its name in the app.",
        };
        var rate = new Option<int?>("--rate")
        {
            Description = "Moves so many messages per second at most: 1 to 500. [default: SQS's choice]",
            HelpName = "N",
        };
        rate.Validators.Add(static result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int?>() is < 1 or > 500)
            {
                result.AddError("--rate takes a number from 1 to 500.");
            }
        });
        var status = new Option<bool>("--status") { Description = "Shows the latest redrive, and starts none." };
        var yes = new Option<bool>("--yes") { Description = "Begins without asking." };
        var command = new Command(
            "redrive",
            "Lets SQS return a function's dead letters to its queue, once the deployed function is mended. It handles them as new ones.")
        {
            function, rate, status, yes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(status) is not null && (result.GetResult(rate) ?? result.GetResult(yes)) is not null)
            {
                result.AddError("--status starts no redrive: omit --rate and --yes.");
            }
        });
        var options = QueueOptions.AddTo(command, FailureQueueKind.DeadLetter);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            using var queues = options.Open(arguments);
            var name = arguments.GetValue(function)!;
            var queue = queues.Queues.FirstOrDefault(queue => queue.Function == name) ?? throw new ToolException(
                $"No function {name} has a dead-letter queue. "
                + $"Those that have are {string.Join(", ", queues.Queues.Select(static queue => queue.Function))}.");
            if (!arguments.GetValue(status))
            {
                var count = await queues.CountAsync(queue, cancellationToken).ConfigureAwait(false);
                var question = string.Create(CultureInfo.InvariantCulture, $"Return about {count:N0} messages to {queue.Source}?");
                if (!console.Confirm(question, arguments.GetValue(yes)))
                {
                    return ExitCode.Failed;
                }

                await queues.RedriveAsync(queue, arguments.GetValue(rate), cancellationToken).ConfigureAwait(false);
            }

            var latest = await queues.FindRedriveAsync(queue, cancellationToken).ConfigureAwait(false);
            console.Write(
                new { Queue = queue.Name, To = queue.Source, latest?.Status, latest?.Moved, latest?.Total, latest?.FailureReason },
                screen => screen.MarkupLine(latest is null
                    ? $"[grey]no redrive of {queue.Name.EscapeMarkup()} is known[/]"
                    : TextOf(latest, queue)));
            return latest?.Status is "FAILED" ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static string TextOf(RedriveStatus status, FailureQueue queue)
    {
        var total = status.Total ?? status.Moved;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]{status.Status}[/]: {status.Moved:N0} of about {total:N0} messages are in {queue.Source.EscapeMarkup()} again");
        return status.FailureReason is { } reason ? $"{text}: {FailureText.Of(reason)}" : text;
    }
}
