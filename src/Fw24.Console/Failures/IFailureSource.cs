using Fw24.Operations;
using Fw24.Replay;

namespace Fw24.Console.Failures;

/// <summary>Where an app keeps what its functions gave up on, and what replays it.</summary>
internal interface IFailureSource
{
    /// <summary>The queues.</summary>
    IFailureQueues Queues { get; }

    /// <summary>The number of messages in them.</summary>
    int Count { get; }

    /// <summary>Indicates whether messages are only known once somebody has asked to read them, because that counts as a receipt.</summary>
    bool IsReadOnDemand { get; }

    /// <summary>The messages that are known; <see langword="null"/> if they were not read yet.</summary>
    IReadOnlyList<KeptFailure>? Known { get; }

    /// <summary>Reads the messages.</summary>
    Task ReadAsync(CancellationToken cancellationToken);

    /// <summary>Prepares a replay.</summary>
    /// <param name="handlesAgain">Indicates whether changes are handled again that are recorded as handled.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    Task<Replayer> OpenReplayerAsync(bool handlesAgain, CancellationToken cancellationToken);

    /// <summary>Takes note of what became of messages.</summary>
    Task SettleAsync(IReadOnlyList<FailureOutcome> outcomes, CancellationToken cancellationToken);
}
