namespace Fw24.Local.Faults;

/// <summary>The probability of each fault at each place where it may strike: 0 never, 1 always.</summary>
public sealed record LocalFaultRates
{
    /// <summary>No faults.</summary>
    public static LocalFaultRates None { get; } = new();

    /// <summary>
    /// Some of every transient fault, that is, of every fault that needs no manual repair: everything passes and nothing is left over. To add records
    /// that can never be processed, which are parked, use <c>LocalFaultRates.Transient with { Poison = 0.01 }</c>.
    /// </summary>
    public static LocalFaultRates Transient { get; } = new()
    {
        Throttle = 0.03,
        FailBefore = 0.02,
        FailAfter = 0.03,
        Partial = 0.05,
        CrashBefore = 0.01,
        CrashAfter = 0.02,
        Slow = 0.05,
        Duplicate = 0.05,
        Delay = 0.1,
        Redeliver = 0.03,
        Outage = 0.01,
        ShortBatch = 0.2,
    };

    /// <summary>See <see cref="FaultKind.Throttle"/>.</summary>
    public double Throttle { get; init; }

    /// <summary>See <see cref="FaultKind.FailBefore"/>.</summary>
    public double FailBefore { get; init; }

    /// <summary>See <see cref="FaultKind.FailAfter"/>.</summary>
    public double FailAfter { get; init; }

    /// <summary>See <see cref="FaultKind.Partial"/>.</summary>
    public double Partial { get; init; }

    /// <summary>See <see cref="FaultKind.CrashBefore"/>.</summary>
    public double CrashBefore { get; init; }

    /// <summary>See <see cref="FaultKind.CrashAfter"/>.</summary>
    public double CrashAfter { get; init; }

    /// <summary>See <see cref="FaultKind.Slow"/>.</summary>
    public double Slow { get; init; }

    /// <summary>See <see cref="FaultKind.Duplicate"/>.</summary>
    public double Duplicate { get; init; }

    /// <summary>See <see cref="FaultKind.Delay"/>.</summary>
    public double Delay { get; init; }

    /// <summary>See <see cref="FaultKind.Redeliver"/>.</summary>
    public double Redeliver { get; init; }

    /// <summary>See <see cref="FaultKind.Outage"/>.</summary>
    public double Outage { get; init; }

    /// <summary>See <see cref="FaultKind.ShortBatch"/>.</summary>
    public double ShortBatch { get; init; }

    /// <summary>See <see cref="FaultKind.Poison"/>.</summary>
    public double Poison { get; init; }

    /// <summary>See <see cref="FaultKind.Deny"/>.</summary>
    public double Deny { get; init; }

    internal double Of(FaultKind kind) => kind switch
    {
        FaultKind.Throttle => Throttle,
        FaultKind.FailBefore => FailBefore,
        FaultKind.FailAfter => FailAfter,
        FaultKind.Partial => Partial,
        FaultKind.CrashBefore => CrashBefore,
        FaultKind.CrashAfter => CrashAfter,
        FaultKind.Slow => Slow,
        FaultKind.Duplicate => Duplicate,
        FaultKind.Delay => Delay,
        FaultKind.Redeliver => Redeliver,
        FaultKind.Outage => Outage,
        FaultKind.ShortBatch => ShortBatch,
        FaultKind.Poison => Poison,
        FaultKind.Deny => Deny,
        _ => 0,
    };
}
