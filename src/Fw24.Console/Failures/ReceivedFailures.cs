using Fw24.Operations;
using Fw24.Operations.Runs;
using Fw24.Replay;

namespace Fw24.Console.Failures;

/// <summary>What functions gave up on, in queues of SQS, as it was when somebody asked to read it.</summary>
/// <param name="queues">The queues.</param>
/// <param name="count">Returns the number of messages in them, as last known.</param>
/// <param name="openReplayerAsync">Prepares a replay.</param>
/// <param name="time">The clock.</param>
internal sealed class ReceivedFailures(
    IFailureQueues queues, Func<int> count, Func<bool, CancellationToken, Task<Replayer>> openReplayerAsync, TimeProvider time)
    : IFailureSource
{
    // A page that shows more would help nobody: the reasons repeat.
    private const int MaxOfEachQueue = 1000;

    private volatile IReadOnlyList<KeptFailure>? _known;

    /// <inheritdoc/>
    public IFailureQueues Queues => queues;

    /// <inheritdoc/>
    public int Count => count();

    /// <inheritdoc/>
    public bool IsReadOnDemand => true;

    /// <inheritdoc/>
    public IReadOnlyList<KeptFailure>? Known => _known;

    /// <inheritdoc/>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await FailureListing.ReadAsync(queues, MaxOfEachQueue, time, cancellationToken).ConfigureAwait(false);
        _known = [.. messages.OrderBy(static message => message.SentAt)
            .Select(static message => new KeptFailure(message, message.Content.Reason ?? ""))];
    }

    /// <inheritdoc/>
    public Task<Replayer> OpenReplayerAsync(bool handlesAgain, CancellationToken cancellationToken)
        => openReplayerAsync(handlesAgain, cancellationToken);

    // Reading them again would count as another receipt: what is gone is known without.
    /// <inheritdoc/>
    public Task SettleAsync(IReadOnlyList<FailureOutcome> outcomes, CancellationToken cancellationToken)
    {
        var gone = outcomes.Where(static outcome => outcome.IsDeleted).Select(static outcome => outcome.MessageId)
            .ToHashSet(StringComparer.Ordinal);
        _known = [.. (_known ?? []).Where(kept => !gone.Contains(kept.Message.MessageId))];
        return Task.CompletedTask;
    }
}
