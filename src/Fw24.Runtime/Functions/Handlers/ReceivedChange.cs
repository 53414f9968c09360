using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;

namespace Fw24.Functions.Handlers;

/// <summary>A message's change for the handler, or the outcome of a message that the handler does not receive.</summary>
internal readonly struct ReceivedChange
{
    /// <summary>The message.</summary>
    public required QueueMessage Message { get; init; }

    /// <summary>The message's record, if there is a change.</summary>
    public StreamRecord Record { get; init; }

    /// <summary>The change; <see langword="null"/> if the message has an outcome already.</summary>
    public EntityChange? Change { get; init; }

    /// <summary>The outcome of the message, if there is no change.</summary>
    public MessageOutcome Outcome { get; init; }

    /// <summary>The claim of the change; <see langword="null"/> if the handler's changes are not claimed.</summary>
    public IdempotencyRow? Claim { get; init; }

    /// <summary>Returns the message with its outcome instead of a change.</summary>
    public ReceivedChange As(MessageOutcome outcome) => new() { Message = Message, Outcome = outcome };
}
