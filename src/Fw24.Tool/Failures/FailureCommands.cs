using System.CommandLine;
using Fw24.Operations;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 parked</c>, <c>fw24 dlq</c> and <c>fw24 failures</c>: what the app's functions gave up on.</summary>
internal static class FailureCommands
{
    /// <summary>Creates the commands.</summary>
    public static IEnumerable<Command> Create(ToolConsole console)
    {
        FailureQueueKind[] parked = [FailureQueueKind.Parking, FailureQueueKind.OnFailure];
        yield return new Command(
            "parked",
            "What can never be processed, in the parking queue, and what Lambda gave up on, in the streams' on-failure queues.")
        {
            ListCommand.Create(console, parked),
            ShowCommand.Create(console, parked),
            ReplayCommand.Create(console, parked),
            DropCommand.Create(console, parked),
        };
        yield return new Command("dlq", "What failed in every attempt, in the dead-letter queues of handlers and audit loggers.")
        {
            ListCommand.Create(console, FailureQueueKind.DeadLetter),
            ShowCommand.Create(console, FailureQueueKind.DeadLetter),
            ReplayCommand.Create(console, FailureQueueKind.DeadLetter),
            DropCommand.Create(console, FailureQueueKind.DeadLetter),
            RedriveCommand.Create(console),
        };
        yield return new Command(
            "failures", "What Lambda gave up on, without a message: a range of a stream, or an object with its records.")
        {
            StreamReplayCommand.Create(console),
        };
    }
}
