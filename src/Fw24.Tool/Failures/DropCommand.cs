using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 parked drop</c>, <c>fw24 dlq drop</c>: deletes messages that are not worth a replay.</summary>
internal static class DropCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console, params FailureQueueKind[] kinds)
    {
        var ids = new Argument<string[]>("ID") { Description = "The ids of the messages.", Arity = ArgumentArity.OneOrMore };
        var because = new Option<string>("--because")
        {
            Description = "The reason. The journal keeps it.",
            HelpName = "TEXT",
            Required = true,
        }.NotBlank();
        var command = new Command("drop", "Deletes messages without replaying them. Their changes stay unhandled.") { ids, because };
        var run = RunOptions.AddTo(command);
        var options = QueueOptions.AddTo(command, kinds);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            using var queues = options.Open(arguments);
            var wanted = arguments.GetValue(ids)!;
            var what = wanted.Length == 1 ? $"the message {wanted[0]}" : $"{wanted.Length} messages";
            if (!run.Confirm(arguments, console, $"Drop {what}?"))
            {
                return ExitCode.Failed;
            }

            using var journal = run.OpenJournal(arguments, console);
            var report = new RunReport(console);
            var dropped = 0;
            var replay = new FailureReplay(queues, journal, console.Time);
            var summary = await replay.DropAsync(
                queues.Queues,
                new FailureFilter { MessageIds = wanted },
                arguments.GetValue(because)!,
                outcome =>
                {
                    report.Add(outcome);
                    dropped++;
                },
                cancellationToken).ConfigureAwait(false);
            var exitCode = report.Write(summary);
            if (dropped == wanted.Distinct(StringComparer.Ordinal).Count())
            {
                return exitCode;
            }

            console.Error(
                $"{wanted.Length - dropped} of the messages are not visible: they were deleted, or a receiver hides them for a while.");
            return ExitCode.Failed;
        });
        return command;
    }
}
