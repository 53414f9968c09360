using System.Globalization;

namespace Fw24.Local.Faults;

/// <summary>The faults to inject into a cloud. The same plan strikes the same run at the same steps.</summary>
/// <remarks>
/// Faults are transient, as in a working cloud: unless <see cref="MaxPerBatch"/> is raised, no record or message sees enough of them to use up its retries.
/// </remarks>
public sealed class LocalFaults
{
    internal const int DefaultPerBatch = 2;

    private LocalFaults(ulong seed, LocalFaultRates rates, int? maxPerBatch = null) => (Seed, Rates, MaxPerBatch) = (seed, rates, maxPerBatch);

    /// <summary>No faults.</summary>
    public static LocalFaults None { get; } = new(0, LocalFaultRates.None);

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The probability of each fault.</summary>
    public LocalFaultRates Rates { get; }

    /// <summary>
    /// The number of faults that may cause one record or message to be retried. <see langword="null"/>: 2, or fewer if it has fewer than three attempts.
    /// </summary>
    public int? MaxPerBatch { get; }

    internal IReadOnlyDictionary<long, FaultKind>? Planned { get; private init; }

    internal bool AreNone => Planned is null ? Rates == LocalFaultRates.None : Planned.Count == 0;

    /// <summary>Creates a plan of random faults.</summary>
    /// <param name="seed">The seed of the random choices.</param>
    /// <param name="rates">The probability of each fault. Default: <see cref="LocalFaultRates.Transient"/>, whose faults are all transient.</param>
    /// <param name="maxPerBatch">See <see cref="MaxPerBatch"/>.</param>
    /// <returns>The plan.</returns>
    public static LocalFaults Random(ulong seed, LocalFaultRates? rates = null, int? maxPerBatch = null)
        => new(seed, rates ?? LocalFaultRates.Transient, maxPerBatch);

    /// <summary>Creates a plan of exactly these faults: those of an earlier run, or fewer, to find the ones that matter.</summary>
    /// <param name="seed">The earlier plan's seed, which decides the faults' details.</param>
    /// <param name="faults">The faults, from <see cref="FaultLog.Injected"/>.</param>
    /// <returns>The plan.</returns>
    public static LocalFaults Replay(ulong seed, IEnumerable<InjectedFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return new LocalFaults(seed, LocalFaultRates.None)
        {
            Planned = faults.ToDictionary(static fault => fault.Step, static fault => fault.Kind),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => AreNone
        ? "no faults"
        : string.Create(CultureInfo.InvariantCulture, $"{(Planned is null ? "random" : $"{Planned.Count} planned")} faults, seed {Seed}");
}
