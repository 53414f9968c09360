namespace Fw24.Operations;

/// <summary>A selection among messages. Each condition that is set must apply.</summary>
public sealed record FailureFilter
{
    /// <summary>The selection of all messages.</summary>
    public static FailureFilter All { get; } = new();

    /// <summary>The ids of the messages; <see langword="null"/> for any.</summary>
    public IReadOnlyCollection<string>? MessageIds { get; init; }

    /// <summary>The function, by its name in the app; <see langword="null"/> for any.</summary>
    public string? Function { get; init; }

    /// <summary>A part of the reason, in any case; <see langword="null"/> for any reason or none.</summary>
    public string? Reason { get; init; }

    /// <summary>The item's key, such as <c>OrderId=ord-1,Part=order</c>; <see langword="null"/> for any.</summary>
    public string? Item { get; init; }

    /// <summary>Indicates whether a message is selected.</summary>
    /// <param name="message">The message.</param>
    public bool Selects(FailureMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return MessageIds?.Contains(message.MessageId) is not false
            && (Function is null || message.Content.Function == Function)
            && (Reason is null || message.Content.Reason?.Contains(Reason, StringComparison.OrdinalIgnoreCase) is true)
            && (Item is null || message.Content.IsOf(Item));
    }

    /// <summary>Indicates whether every message that may be selected is among those with given ids.</summary>
    internal bool IsSatisfiedBy(IReadOnlyDictionary<string, FailureMessage> messages) => MessageIds?.All(messages.ContainsKey) is true;
}
