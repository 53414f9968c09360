using Fw24.Local.Faults;
using Fw24.Local.Observation;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Messaging;

/// <summary>The parts that every topic and queue of a cloud needs.</summary>
internal sealed class LocalMessaging
{
    public required EventLoop Loop { get; init; }

    public required Counters Counters { get; init; }

    public required FaultInjector Faults { get; init; }

    public required CloudObservation Observation { get; init; }

    public required SeededRandom Random { get; init; }

    public required string Region { get; init; }

    /// <summary>Indicates whether topics remember the messages published.</summary>
    public required bool KeepHistory { get; init; }
}
