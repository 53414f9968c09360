namespace Fw24.Messages;

/// <summary>The kinds of message in an app's queues, including one that arrives only through misconfiguration.</summary>
internal enum MessageKind
{
    /// <summary>An unknown kind.</summary>
    Unknown,

    /// <summary>A change (<see cref="ChangeEnvelope"/>).</summary>
    Change,

    /// <summary>A message of the parking queue (<see cref="ParkedMessage"/>).</summary>
    Parked,

    /// <summary>A record that Lambda sends to a stream mapping's on-failure destination.</summary>
    OnFailure,

    /// <summary>An event of S3 that names an object: records in the bucket of a stream mapping's on-failure destination.</summary>
    ObjectCreated,

    /// <summary>An SNS notification envelope: raw message delivery is off.</summary>
    Notification,
}
