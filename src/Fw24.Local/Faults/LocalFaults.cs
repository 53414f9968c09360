using System.Globalization;

namespace Fw24.Local.Faults;

/// <summary>Which faults strike a cloud. The same plan in the same run strikes at the same steps.</summary>
/// <remarks>
/// Faults are transient, as those of a working cloud are: unless asked for more, no record or message sees so many of them that its
/// retries are used up.
/// </remarks>
public sealed class LocalFaults
{
    internal const int DefaultPerBatch = 2;

    private LocalFaults(ulong seed, LocalFaultRates rates, int? maxPerBatch = null) => (Seed, Rates, MaxPerBatch) = (seed, rates, maxPerBatch);

    /// <summary>No faults.</summary>
    public static LocalFaults None { get; } = new(0, LocalFaultRates.None);

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>How likely each fault is.</summary>
    public LocalFaultRates Rates { get; }

    /// <summary>How many faults may make one record or message come again. <see langword="null"/>: 2, or fewer where it is not tried three times.</summary>
    public int? MaxPerBatch { get; }

    internal IReadOnlyDictionary<long, FaultKind>? Planned { get; private init; }

    internal bool AreNone => Planned is null ? Rates == LocalFaultRates.None : Planned.Count == 0;

    /// <summary>Random faults.</summary>
    /// <param name="seed">The seed: another one, other faults.</param>
    /// <param name="rates">How likely each is. Default: <see cref="LocalFaultRates.Storm"/>, all of which passes.</param>
    /// <param name="maxPerBatch">See <see cref="MaxPerBatch"/>.</param>
    /// <returns>The plan.</returns>
    public static LocalFaults Random(ulong seed, LocalFaultRates? rates = null, int? maxPerBatch = null)
        => new(seed, rates ?? LocalFaultRates.Storm, maxPerBatch);

    /// <summary>Exactly these faults: those of an earlier run, or fewer, to find the ones that matter.</summary>
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
