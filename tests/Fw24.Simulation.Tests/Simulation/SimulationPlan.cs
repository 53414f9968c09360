using System.Globalization;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;

namespace Fw24.Simulation;

/// <summary>What a seed stands for: a weather, and how much of everything.</summary>
internal sealed record SimulationPlan
{
    // More than any message is tried: faults then use up the retries of some.
    private const int NoLimit = 1000;

    private static readonly LocalFaultRates s_mild = LocalFaultRates.Storm with { Deny = 0.005, Poison = 0 };

    private static readonly LocalFaultRates s_throttled = LocalFaultRates.Storm with { Throttle = 0.25, Partial = 0.25, Deny = 0.005, Poison = 0 };

    private static readonly LocalFaultRates s_breakdown = LocalFaultRates.Storm with
    {
        Throttle = 0.05, FailBefore = 0.05, FailAfter = 0.1, CrashBefore = 0.04, CrashAfter = 0.08, Redeliver = 0.1, Outage = 0.04, Deny = 0.01, Poison = 0,
    };

    private static readonly LocalFaultRates s_late = LocalFaultRates.Storm with { Slow = 0.3, Deny = 0.005, Poison = 0 };

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The weather.</summary>
    public required FaultProfile FaultProfile { get; init; }

    /// <summary>How many steps of work the run has: writes, for the most part.</summary>
    public required int Steps { get; init; }

    /// <summary>How many items of each kind there are to write.</summary>
    public required int Items { get; init; }

    /// <summary>How long the functions may run.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>How far a function's clock may be wrong, either way.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>How likely a handler takes long over a change.</summary>
    public required double SlowHandlers { get; init; }

    /// <summary>The faults.</summary>
    public required LocalFaults Faults { get; init; }

    /// <summary>How many shards each stream begins with.</summary>
    public required int Shards { get; init; }

    /// <summary>Whether some item is too large for a message.</summary>
    public required bool HasLargeItems { get; init; }

    /// <summary>Whether a fault may make something be given up, to be replayed later.</summary>
    public bool MayGiveUp => FaultProfile > FaultProfile.Mild;

    /// <summary>The plan of a seed.</summary>
    public static SimulationPlan Of(ulong seed)
    {
        var random = SeededRandom.For(seed, "plan");
        var faultProfile = (FaultProfile)random.Next(5);
        return Of(seed, faultProfile, steps: 30 + random.Next(60), items: 2 + random.Next(4), random);
    }

    /// <summary>A plan of a size.</summary>
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
