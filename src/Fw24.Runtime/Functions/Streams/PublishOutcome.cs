namespace Fw24.Functions.Streams;

/// <summary>What a call found out about one of its messages. Before it found out anything, the message is not published.</summary>
internal enum PublishOutcome
{
    /// <summary>The topic does not have it, or did not say so: it may be sent again.</summary>
    NotPublished,

    /// <summary>The topic will never take it.</summary>
    Refused,

    /// <summary>The topic has it.</summary>
    Published,

    /// <summary>The topic will never take it; the parking queue has it.</summary>
    Parked,

    /// <summary>Neither has it.</summary>
    NotParked,
}
