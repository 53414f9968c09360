using Fw24.Functions.Queues;

namespace Fw24.Functions.Handlers;

/// <summary>The outcome of a message.</summary>
/// <param name="Result">The result.</param>
/// <param name="Reason">The reason that it was not handled, without item values; <see langword="null"/> if it was.</param>
internal readonly record struct MessageOutcome(RecordResult Result, string? Reason = null)
{
    public string? EventId { get; init; }

    public Exception? Exception { get; init; }

    public static MessageOutcome Blocked { get; } = Failed("an earlier message of its group failed");

    public static MessageOutcome Untried { get; } = Failed("the invocation's time ran out before it was tried") with { IsUntried = true };

    /// <summary>The time before which another attempt is in vain; <see langword="null"/> if none is known.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Indicates whether the message was not passed to the handler for lack of time.</summary>
    public bool IsUntried { get; init; }

    public static MessageOutcome Failed(string reason) => new(RecordResult.Failed, reason);

    public RecordOutcome Of(in QueueMessage message) => new(message.MessageId, Result, Reason) { EventId = EventId, Exception = Exception };
}
