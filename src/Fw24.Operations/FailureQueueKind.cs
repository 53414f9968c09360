namespace Fw24.Operations;

/// <summary>The kinds of queue in which an app keeps what its functions gave up on.</summary>
public enum FailureQueueKind
{
    /// <summary>The app's parking queue: records and messages that can never be processed, each with its reason.</summary>
    Parking,

    /// <summary>The dead-letter queue of a handler or an audit logger: messages that failed in every attempt.</summary>
    DeadLetter,

    /// <summary>The on-failure queue of a table's stream: names of the records that Lambda gave up on.</summary>
    OnFailure,
}
