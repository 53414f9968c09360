using Fw24.Local;
using Fw24.Operations;
using Fw24.Replay;

namespace Fw24.Console.Failures;

/// <summary>What the functions of an embedded cloud gave up on.</summary>
internal sealed class CloudFailures(LocalCloud cloud) : IFailureSource
{
    private readonly LocalFailureQueues _queues = new(cloud);

    /// <inheritdoc/>
    public IFailureQueues Queues => _queues;

    /// <inheritdoc/>
    public int Count => _queues.Queues.Sum(queue => cloud.Parts.Messaging.Queues[queue.Name].Count);

    /// <inheritdoc/>
    public bool IsReadOnDemand => false;

    /// <inheritdoc/>
    public IReadOnlyList<KeptFailure> Known =>
    [
        .. _queues.Queues
            .SelectMany(_queues.Peek)
            .Select(static kept => new KeptFailure(kept.Message, kept.Message.Content.Reason ?? kept.Reason ?? "")),
    ];

    /// <inheritdoc/>
    public Task ReadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<Replayer> OpenReplayerAsync(bool handlesAgain, CancellationToken cancellationToken) => Task.FromResult(new Replayer(
        cloud.App,
        name => (payload, _, token) => new(cloud.InvokeAsync(LocalTopology.FunctionName(name, cloud.Topology.Stage), payload, token)),
        cloud.Claims,
        time: cloud.Time)
    {
        FailedRecords = _ => cloud.FailedRecords,
        HandlesAgain = handlesAgain,
        Stage = cloud.Topology.Stage,
    });

    // What was released is visible again when the cloud has run the event of it.
    /// <inheritdoc/>
    public Task SettleAsync(IReadOnlyList<FailureOutcome> outcomes, CancellationToken cancellationToken)
        => cloud.AdvanceAsync(TimeSpan.Zero, cancellationToken);
}
