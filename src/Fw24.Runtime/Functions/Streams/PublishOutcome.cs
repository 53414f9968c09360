namespace Fw24.Functions.Streams;

/// <summary>The outcome of one message of a call. Initially, a message is not published.</summary>
internal enum PublishOutcome
{
    /// <summary>The topic did not receive it or did not confirm it: it may be sent again.</summary>
    NotPublished,

    /// <summary>The topic will never accept it.</summary>
    Refused,

    /// <summary>The topic received it.</summary>
    Published,

    /// <summary>The topic will never accept it; it is in the parking queue.</summary>
    Parked,

    /// <summary>It is in neither the topic nor the parking queue.</summary>
    NotParked,
}
