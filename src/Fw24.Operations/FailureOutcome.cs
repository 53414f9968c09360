namespace Fw24.Operations;

/// <summary>The outcome of one message of a run.</summary>
/// <param name="MessageId">The message's id; the name of a range or an object that was replayed without a message.</param>
/// <param name="Queue">The queue's name; <see langword="null"/> without a message.</param>
/// <param name="Function">The function; <see langword="null"/> if it is not known.</param>
/// <param name="Item">The item's key; <see langword="null"/> if it is not known.</param>
/// <param name="Result">The result.</param>
/// <param name="Reason">The reason why it was not handled, or was dropped; <see langword="null"/> if there is none.</param>
/// <param name="IsDeleted">Indicates whether the message was deleted.</param>
public sealed record FailureOutcome(
    string MessageId, string? Queue, string? Function, string? Item, FailureResult Result, string? Reason, bool IsDeleted);
