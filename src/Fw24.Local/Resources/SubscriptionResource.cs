namespace Fw24.Local.Resources;

/// <summary>A queue's subscription to a topic, with raw delivery.</summary>
public sealed record SubscriptionResource
{
    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>
    /// The filter policy on message attributes: for each attribute, the values of which one must be present; empty delivers every message. Values are compared
    /// exactly, including <c>*</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FilterPolicy { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
