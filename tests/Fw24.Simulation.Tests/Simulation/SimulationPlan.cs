using System.Globalization;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;

namespace Fw24.Simulation;

/// <summary>The parameters that a seed determines: a fault profile, and all amounts.</summary>
internal sealed record SimulationPlan
{
    // More than the attempts of any message, so that faults use up the retries of some.
    private const int NoLimit = 1000;

    private static readonly LocalFaultRates s_mild = LocalFaultRates.Transient with { Deny = 0.005, Poison = 0 };

    private static readonly LocalFaultRates s_throttled = LocalFaultRates.Transient with { Throttle = 0.25, Partial = 0.25, Deny = 0.005, Poison = 0 };

    private static readonly LocalFaultRates s_breakdown = LocalFaultRates.Transient with
    {
        Throttle = 0.05, FailBefore = 0.05, FailAfter = 0.1, CrashBefore = 0.04, CrashAfter = 0.08, Redeliver = 0.1, Outage = 0.04, Deny = 0.01, Poison = 0,
    };

    private static readonly LocalFaultRates s_late = LocalFaultRates.Transient with { Slow = 0.3, Deny = 0.005, Poison = 0 };

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The fault profile.</summary>
    public required FaultProfile FaultProfile { get; init; }

    /// <summary>The number of work steps in the run, most of them writes.</summary>
    public required int Steps { get; init; }

    /// <summary>The number of items of each kind.</summary>
    public required int Items { get; init; }

    /// <summary>The time limit of the functions.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>The maximum deviation of a function's clock, in either direction.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>The probability that a handler takes long for a change.</summary>
    public required double SlowHandlers { get; init; }

    /// <summary>The faults.</summary>
    public required LocalFaults Faults { get; init; }

    /// <summary>The number of shards that each stream starts with.</summary>
    public required int Shards { get; init; }

    /// <summary>Indicates whether some items are too large for a message.</summary>
    public required bool HasLargeItems { get; init; }

    /// <summary>Indicates whether faults may cause work to be given up, to be replayed later.</summary>
    public bool MayGiveUp => FaultProfile > FaultProfile.Mild;

    /// <summary>Creates the plan of a seed.</summary>
    public static SimulationPlan Of(ulong seed)
    {
        var random = SeededRandom.For(seed, "plan");
        var faultProfile = (FaultProfile)random.Next(5);
        return Of(seed, faultProfile, steps: 30 + random.Next(60), items: 2 + random.Next(4), random);
    }

    /// <summary>Creates a plan of a given size.</summary>
    public static SimulationPlan Of(ulong seed, FaultProfile faultProfile, int steps, int items, SeededRandom random) => new()
    {
        Seed = seed,
        FaultProfile = faultProfile,
        Steps = steps,
        Items = items,
        TimeoutSeconds = faultProfile is FaultProfile.Late ? 2 + random.Next(4) : 30,
        ClockSkew = faultProfile is FaultProfile.Late ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(random.Next(3)),
        SlowHandlers = faultProfile is FaultProfile.Late ? 0.1 : 0,
        Faults = faultProfile switch
        {
            FaultProfile.Calm => LocalFaults.None,
            FaultProfile.Mild => LocalFaults.Random(seed, s_mild),
            FaultProfile.Throttled => LocalFaults.Random(seed, s_throttled, NoLimit),
            FaultProfile.Breakdown => LocalFaults.Random(seed, s_breakdown, NoLimit),
            _ => LocalFaults.Random(seed, s_late, NoLimit),
        },
        Shards = 1 + random.Next(3),
        HasLargeItems = random.Next(16) == 0,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {FaultProfile}, {Steps} steps on {Items} items a kind, {Shards} shards, timeout {TimeoutSeconds} s{(HasLargeItems ? ", large items" : "")}");
}
