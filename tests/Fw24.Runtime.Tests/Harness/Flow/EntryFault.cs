namespace Fw24.Runtime.Tests.Harness.Flow;

internal enum EntryFault
{
    None,

    /// <summary>Failed temporarily.</summary>
    Throttle,

    /// <summary>Rejected permanently: the sender's fault.</summary>
    Refuse,
}
