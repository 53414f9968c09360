namespace Fw24.Operations.Status;

/// <summary>A deployed queue.</summary>
internal sealed record QueueState : ResourceState
{
    /// <summary>The queue's ARN; <see langword="null"/> if it does not exist or is not known.</summary>
    public string? Arn { get; init; }

    /// <summary>Indicates whether its messages wait for an operator, because no function receives them.</summary>
    public bool Keeps { get; init; }

    /// <summary>The number of messages that can be received; <see langword="null"/> if it is not known.</summary>
    public int? Visible { get; init; }

    /// <summary>The number of messages that a function works on, or that wait to be received again.</summary>
    public int? InFlight { get; init; }

    /// <summary>The number of messages that cannot be received yet.</summary>
    public int? Delayed { get; init; }
}
