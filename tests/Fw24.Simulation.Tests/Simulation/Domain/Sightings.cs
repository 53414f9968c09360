using Fw24.Local.Scheduling;

namespace Fw24.Simulation.Domain;

/// <summary>The changes that the handlers saw, in order. Handlers take long for some changes.</summary>
public sealed class Sightings
{
    private readonly SimulationPlan _plan;
    private readonly SeededRandom _random;
    private readonly Dictionary<string, List<string>> _seen = new(StringComparer.Ordinal);

    internal Sightings(SimulationPlan plan)
    {
        _plan = plan;
        _random = SeededRandom.For(plan.Seed, "slow handlers");
    }

    /// <summary>The cloud's clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Indicates whether handlers have become fast, because their operators have fixed the cause.</summary>
    public bool AreFast { get; set; }

    /// <summary>Gets the event ids of the changes that a handler saw, including repetitions.</summary>
    public IReadOnlyList<string> Of(string handler) => _seen.TryGetValue(handler, out var seen) ? seen : [];

    internal async Task SeeAsync(string handler, EntityChange change, CancellationToken cancellationToken)
    {
        if (_plan.SlowHandlers > 0 && !AreFast)
        {
            await PauseAsync(cancellationToken);
        }

        if (!_seen.TryGetValue(handler, out var seen))
        {
            _seen.Add(handler, seen = []);
        }

        seen.Add(change.EventId);
    }

    // Up to twice the function's time; every other one ignores its cancellation.
    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (_random.NextDouble() < _plan.SlowHandlers)
        {
            var pause = _random.Next(TimeSpan.FromSeconds(2 * _plan.TimeoutSeconds));
            await Task.Delay(pause, Time, _random.Next(2) == 0 ? cancellationToken : CancellationToken.None);
        }
    }
}
