using System.CommandLine;
using System.Globalization;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>
/// <c>fw24 parked replay</c>, <c>fw24 dlq replay</c>: runs messages through the app's functions in this process.
/// </summary>
internal static class ReplayCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console, params FailureQueueKind[] kinds)
    {
        var rate = new Option<double?>("--rate") { Description = "Replays so many messages per second at most.", HelpName = "N" };
        rate.Validators.Add(static result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<double?>() is not (null or > 0))
            {
                result.AddError("--rate takes a number greater than 0, such as 5 or 0.5.");
            }
        });
        var parallel = NumberOption.Create("--parallel", "Replays messages of so many items at the same time.", 1);
        var command = new Command(
            "replay", "Runs messages through the app's functions in this process, with your own rights, and deletes those that are done.")
        {
            rate, parallel,
        };
        var selection = SelectionOptions.AddTo(command);
        var run = RunOptions.AddTo(command);
        var replay = ReplayOptions.AddTo(command);
        var again = ReplayOptions.CreateAgain();
        command.Add(again);
        var options = QueueOptions.AddTo(command, kinds);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            using var queues = options.Open(arguments);
            var count = 0;
            foreach (var queue in queues.Queues)
            {
                count += await queues.CountAsync(queue, cancellationToken).ConfigureAwait(false);
            }

            var app = await replay.OpenAsync(arguments, console, replay.Load(arguments), options.Manifest, cancellationToken)
                .ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                var question = string.Create(CultureInfo.InvariantCulture, $"Replay what is selected of about {count:N0} messages?");
                if (!run.Confirm(arguments, console, question))
                {
                    return ExitCode.Failed;
                }

                using var journal = run.OpenJournal(arguments, console);
                var report = new RunReport(console);
                var messages = new FailureReplay(queues, app.Replayer(arguments.GetValue(again)), journal, console.Time)
                {
                    MessagesPerSecond = arguments.GetValue(rate),
                    Parallelism = arguments.GetValue(parallel),
                };
                return report.Write(await messages.ReplayAsync(
                    queues.Queues, selection.Of(arguments), report.Add, cancellationToken).ConfigureAwait(false));
            }
        });
        return command;
    }
}
