using Fw24.Console.Driving;
using Fw24.Local;
using Fw24.Operations;
using Fw24.Replay;

namespace Fw24.Console.Failures;

/// <summary>Shows what was given up, and replays or drops it: between runs of the cloud, as the driver permits.</summary>
internal sealed class FailureDesk(LocalCloud cloud, CloudDriver driver) : IDisposable
{
    private readonly LocalFailureQueues _queues = new(cloud);
    private readonly ReplayJournal _journal = ReplayJournal.InMemory(cloud.Time);

    /// <summary>The endpoint that has the queues; <see langword="null"/> if they are in this process.</summary>
    public Uri? Endpoint => cloud.Parts.Messaging.Endpoint;

    /// <summary>Counts the messages of the queues that have some.</summary>
    public IReadOnlyList<(string Queue, int Count)> Counts() =>
    [
        .. _queues.Queues.Select(queue => (queue.Name, cloud.Parts.Messaging.Queues[queue.Name].Count))
            .Where(static queue => queue.Count > 0),
    ];

    /// <summary>
    /// Takes all messages, grouped by queue, function and reason: the largest groups first. Those of an endpoint cannot be read without
    /// receiving them.
    /// </summary>
    public IReadOnlyList<KeptGroup> Take() => Endpoint is not null ? [] :
    [
        .. _queues.Queues
            .SelectMany(_queues.Peek)
            .Select(static kept => new KeptFailure(kept.Message, kept.Message.Content.Reason ?? kept.Reason ?? ""))
            .GroupBy(static kept => (kept.Message.Queue, kept.Function, kept.Cause))
            .Select(static group => new KeptGroup(group.Key.Queue, group.Key.Function, group.Key.Cause, [.. group]))
            .OrderByDescending(static group => group.Failures.Count)
            .ThenBy(static group => group.Id, StringComparer.Ordinal),
    ];

    /// <summary>Replays messages of a queue through the functions that gave them up.</summary>
    public Task<IReadOnlyList<FailureOutcome>> ReplayAsync(FailureQueue queue, IReadOnlyList<string> messageIds, bool handlesAgain)
        => RunAsync((outcomes, token) => new FailureReplay(_queues, Replayer(handlesAgain), _journal, cloud.Time).ReplayAsync(
            [queue], new FailureFilter { MessageIds = messageIds }, outcomes.Add, token));

    /// <summary>Deletes messages of a queue without replaying them.</summary>
    public Task<IReadOnlyList<FailureOutcome>> DropAsync(FailureQueue queue, IReadOnlyList<string> messageIds, string because)
        => RunAsync((outcomes, token) => new FailureReplay(_queues, _journal, cloud.Time).DropAsync(
            [queue], new FailureFilter { MessageIds = messageIds }, because, outcomes.Add, token));

    public void Dispose() => _journal.Dispose();

    private Task<IReadOnlyList<FailureOutcome>> RunAsync(Func<List<FailureOutcome>, CancellationToken, Task> run)
        => driver.CallAsync(async token =>
    {
        List<FailureOutcome> outcomes = [];
        await run(outcomes, token).ConfigureAwait(false);

        // What was released is visible again when the cloud has run the event of it.
        await cloud.AdvanceAsync(TimeSpan.Zero, token).ConfigureAwait(false);
        return (IReadOnlyList<FailureOutcome>)outcomes;
    });

    private Replayer Replayer(bool handlesAgain) => new(
        cloud.App,
        name => (payload, _, token) => new(cloud.InvokeAsync(LocalTopology.FunctionName(name, cloud.Topology.Stage), payload, token)),
        cloud.Claims,
        time: cloud.Time)
    {
        FailedRecords = _ => cloud.FailedRecords,
        HandlesAgain = handlesAgain,
        Stage = cloud.Topology.Stage,
    };
}
