using System.CommandLine;
using System.Text.RegularExpressions;
using Fw24.Operations;
using Fw24.Replay;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 failures replay</c>: replays records that a stream gave up on, from the stream or from an object.</summary>
internal static partial class StreamReplayCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var range = new Option<string?>("--range")
        {
            Description = "The records of a shard by their sequence numbers.",
            HelpName = "SHARD:FROM-TO",
        };
        var stream = new Option<string?>("--stream") { Description = "The stream of the range.", HelpName = "ARN" };
        var @object = new Option<string?>("--object")
        {
            Description = "An object with records, in a bucket of --failed-records.",
            HelpName = "s3://BUCKET/KEY",
        };
        var command = new Command(
            "replay",
            "Replays a range of a stream, which keeps its records for 24 hours, or an object, with the stream processor of the table.")
        {
            range, stream, @object,
        };
        var run = RunOptions.AddTo(command);
        var replay = ReplayOptions.AddTo(command);
        var again = ReplayOptions.CreateAgain();
        command.Add(again);
        var options = QueueOptions.AddTo(command, FailureQueueKind.Parking);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(range) is null) == (result.GetValue(@object) is null)
                || (result.GetValue(range) is null) != (result.GetValue(stream) is null))
            {
                result.AddError("Pass either --range and --stream, or --object.");
            }
            else if (result.GetValue(range) is { } text && !Range().IsMatch(text))
            {
                result.AddError($"--range takes the shard and two sequence numbers, such as shardId-0001:100-120, not '{text}'.");
            }
        });
        command.Does(console, async (arguments, cancellationToken) =>
        {
            var app = await replay.OpenAsync(arguments, console, replay.Load(arguments), options.Manifest, cancellationToken)
                .ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                if (!run.Confirm(arguments, console, $"Replay {arguments.GetValue(range) ?? arguments.GetValue(@object)}?"))
                {
                    return ExitCode.Failed;
                }

                using var queues = options.Open(arguments);
                using var journal = run.OpenJournal(arguments, console);
                var report = new RunReport(console);
                var records = new FailureReplay(queues, app.Replayer(arguments.GetValue(again)), journal, console.Time);
                var (wanted, of, reference) = (arguments.GetValue(range), arguments.GetValue(stream), arguments.GetValue(@object));
                report.Add(await ReplayAsync(records, app, wanted, of, reference, cancellationToken).ConfigureAwait(false));
                return report.Write(journal.Summarize());
            }
        });
        return command;
    }

    private static async Task<FailureOutcome> ReplayAsync(
        FailureReplay replay, OpenReplay app, string? range, string? stream, string? @object, CancellationToken cancellationToken)
    {
        if (range is not null)
        {
            var parts = Range().Match(range).Groups;
            return await replay.ReplayStreamAsync(
                new StreamRange(stream!, parts["shard"].Value, parts["from"].Value, parts["to"].Value),
                cancellationToken).ConfigureAwait(false);
        }

        return await app.FetchAsync(@object!, cancellationToken).ConfigureAwait(false) is { } content
            ? await replay.ReplayObjectAsync(@object!, content, cancellationToken).ConfigureAwait(false)
            : throw new ToolException($"There is no {@object} in a bucket of --failed-records.");
    }

    [GeneratedRegex("^(?<shard>[A-Za-z0-9-]+):(?<from>[0-9]{1,40})-(?<to>[0-9]{1,40})$")]
    private static partial Regex Range();
}
