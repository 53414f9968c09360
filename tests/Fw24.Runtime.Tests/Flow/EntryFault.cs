namespace Fw24.Runtime.Tests.Flow;

internal enum EntryFault
{
    None,

    /// <summary>Failed for the moment.</summary>
    Throttle,

    /// <summary>Refused for good: the sender's fault.</summary>
    Refuse,
}
