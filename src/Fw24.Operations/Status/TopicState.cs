namespace Fw24.Operations.Status;

/// <summary>A deployed topic with its subscriptions.</summary>
internal sealed record TopicState : ResourceState
{
    /// <summary>
    /// The number of its subscriptions, also those that the manifest does not have; <see langword="null"/> if it is not known.
    /// </summary>
    public int? Subscriptions { get; init; }
}
