using Fw24.Local.Faults;

namespace Fw24.Simulation.Checks;

/// <summary>The faults and the boundaries at which they may strike.</summary>
internal static class FaultCoverage
{
    private static readonly FaultKind[] s_call =
        [FaultKind.Throttle, FaultKind.FailBefore, FaultKind.FailAfter, FaultKind.CrashBefore, FaultKind.CrashAfter, FaultKind.Slow, FaultKind.Deny];

    private static readonly FaultBoundary[] s_calls =
    [
        FaultBoundary.Publish, FaultBoundary.Store, FaultBoundary.CreateLogStream, FaultBoundary.PutLogEvents, FaultBoundary.Park,
        FaultBoundary.Claim, FaultBoundary.Delay, FaultBoundary.Seal,
    ];

    /// <summary>The rates of all faults except poison, which comes from the workload.</summary>
    public static LocalFaultRates Rates { get; } = new()
    {
        Throttle = 0.04, FailBefore = 0.04, FailAfter = 0.04, Partial = 0.04, CrashBefore = 0.04, CrashAfter = 0.04, Slow = 0.04,
        Duplicate = 0.04, Delay = 0.04, Redeliver = 0.04, Outage = 0.04, ShortBatch = 0.04, Deny = 0.04,
    };

    /// <summary>Every fault at every boundary where it may strike.</summary>
    public static IEnumerable<(FaultBoundary Boundary, FaultKind Kind)> All =>
    [
        .. s_calls.SelectMany(static boundary => s_call.Select(kind => (boundary, kind))),
        .. s_call[1..^1].Select(static kind => (FaultBoundary.Handle, kind)),
        (FaultBoundary.Publish, FaultKind.Partial),
        (FaultBoundary.Invoke, FaultKind.Throttle),
        (FaultBoundary.Invoke, FaultKind.CrashBefore),
        (FaultBoundary.Invoke, FaultKind.Outage),
        (FaultBoundary.Console, FaultKind.CrashBefore),
        (FaultBoundary.Console, FaultKind.CrashAfter),
        (FaultBoundary.Answer, FaultKind.CrashAfter),
        (FaultBoundary.Deliver, FaultKind.Duplicate),
        (FaultBoundary.Deliver, FaultKind.Delay),
        (FaultBoundary.Batch, FaultKind.ShortBatch),
        (FaultBoundary.Acknowledge, FaultKind.Redeliver),
    ];
}
