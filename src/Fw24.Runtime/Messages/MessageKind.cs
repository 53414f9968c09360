using Fw24.Messages.Parking;

namespace Fw24.Messages;

/// <summary>The messages that an app's queues carry, and one that they carry by mistake.</summary>
internal enum MessageKind
{
    /// <summary>None that is known here.</summary>
    Unknown,

    /// <summary>A change (<see cref="ChangeEnvelope"/>).</summary>
    Change,

    /// <summary>A message of the parking queue (<see cref="ParkedMessage"/>).</summary>
    Parked,

    /// <summary>What Lambda sends to a stream mapping's on-failure destination.</summary>
    OnFailure,

    /// <summary>What SNS makes of a message where raw delivery is off.</summary>
    Notification,
}
