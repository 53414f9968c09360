using System.Text.Json.Nodes;

namespace Fw24.Operations.Manifests.Resources;

/// <summary>A queue's subscription to a topic, with raw delivery.</summary>
internal sealed record ManifestSubscription
{
    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The filter policy on message attributes; <see langword="null"/> if every message is delivered.</summary>
    public JsonObject? FilterPolicy { get; init; }

    /// <summary>The queue for messages that cannot be delivered.</summary>
    public required string DeadLetterQueue { get; init; }
}
