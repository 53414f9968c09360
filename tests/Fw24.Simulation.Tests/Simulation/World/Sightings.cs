using Fw24.Local.Scheduling;

namespace Fw24.Simulation.World;

/// <summary>What the handlers saw, in the order they saw it. Some changes take their handler long.</summary>
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

    /// <summary>Whether handlers have become fast: their operators have found the reason.</summary>
    public bool AreFast { get; set; }

    /// <summary>The event ids of the changes that a handler saw, repetitions among them.</summary>
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

    // Up to twice the function's time; every other one does not listen when it is told to stop.
    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (_random.NextDouble() < _plan.SlowHandlers)
        {
            var pause = _random.Next(TimeSpan.FromSeconds(2 * _plan.TimeoutSeconds));
            await Task.Delay(pause, Time, _random.Next(2) == 0 ? cancellationToken : CancellationToken.None);
        }
    }
}
