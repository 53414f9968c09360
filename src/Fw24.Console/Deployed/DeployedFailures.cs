using Fw24.Console.Failures;
using Fw24.Operations;
using Fw24.Operations.Runs;
using Fw24.Replay;

namespace Fw24.Console.Deployed;

/// <summary>What the functions of a deployed app gave up on, as it was when somebody asked to read it.</summary>
internal sealed class DeployedFailures(DeployedApp app, DeployedStatus status) : IFailureSource
{
    // A page that shows more would help nobody: the reasons repeat.
    private const int MaxOfEachQueue = 1000;

    private volatile IReadOnlyList<KeptFailure>? _known;

    /// <inheritdoc/>
    public IFailureQueues Queues => app.Failures;

    /// <inheritdoc/>
    public int Count => status.Kept;

    /// <inheritdoc/>
    public bool IsReadOnDemand => true;

    /// <inheritdoc/>
    public IReadOnlyList<KeptFailure>? Known => _known;

    /// <inheritdoc/>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await FailureListing.ReadAsync(app.Failures, MaxOfEachQueue, app.Time, cancellationToken).ConfigureAwait(false);
        _known = [.. messages.OrderBy(static message => message.SentAt)
            .Select(static message => new KeptFailure(message, message.Content.Reason ?? ""))];
    }

    /// <inheritdoc/>
    public Task<Replayer> OpenReplayerAsync(bool handlesAgain, CancellationToken cancellationToken)
        => app.OpenReplayerAsync(handlesAgain, cancellationToken);

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
