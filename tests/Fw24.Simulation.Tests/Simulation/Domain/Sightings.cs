using Fw24.Local.Scheduling;

namespace Fw24.Simulation.Domain;

/// <summary>The changes that the handlers saw, in order. Handlers take long for some changes.</summary>
public sealed class Sightings
{
    private const double FailedChanges = 0.05;

    private readonly SimulationPlan _plan;
    private readonly SeededRandom _random;
    private readonly SeededRandom _failures;
    private readonly Dictionary<string, List<Sighting>> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Handler, string EventId), DateTimeOffset> _underWay = [];

    internal Sightings(SimulationPlan plan)
    {
        _plan = plan;
        _random = SeededRandom.For(plan.Seed, "slow handlers");
        _failures = SeededRandom.For(plan.Seed, "failed changes of batches");
    }

    /// <summary>The cloud's clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Indicates whether handlers have become fast, because their operators have fixed the cause.</summary>
    public bool AreFast { get; set; }

    /// <summary>The changes that a handler began with while another invocation of it was still working on them.</summary>
    public List<(string Handler, string EventId)> AtOnce { get; } = [];

    /// <summary>Gets the event ids of the changes that a handler saw, including repetitions.</summary>
    public IReadOnlyList<string> Of(string handler) => [.. SeenBy(handler).Select(static sighting => sighting.EventId)];

    internal IReadOnlyList<Sighting> SeenBy(string handler) => _seen.TryGetValue(handler, out var seen) ? seen : [];

    internal async Task SeeAsync(string handler, EntityChange change, ChangeContext context, CancellationToken cancellationToken)
    {
        var sighting = new Sighting(change.EventId, $"{context.Invocation.RequestId}/{context.MessageId}");
        var deadline = context.Invocation.Deadline;
        if (_underWay.TryGetValue((handler, change.EventId), out var end) && Time.GetUtcNow() < end)
        {
            AtOnce.Add((handler, change.EventId));
        }

        _underWay[(handler, change.EventId)] = deadline;
        try
        {
            if (_plan.SlowHandlers > 0 && !AreFast)
            {
                await PauseAsync(cancellationToken);
            }
        }
        finally
        {
            _underWay.Remove((handler, change.EventId));
        }

        // After its deadline a process does nothing.
        if (Time.GetUtcNow() >= deadline)
        {
            await new TaskCompletionSource().Task;
        }

        if (!_seen.TryGetValue(handler, out var seen))
        {
            _seen.Add(handler, seen = []);
        }

        seen.Add(sighting);
    }

    /// <summary>Sees the changes of a batch, except those that it reports as failed, and the later ones of their items.</summary>
    internal async Task SeeAsync(
        string handler, ChangeBatchContext batch, Func<EntityChange, string> key, CancellationToken cancellationToken)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in batch.Changes)
        {
            if (_plan.MayGiveUp && !AreFast && _failures.NextDouble() < FailedChanges)
            {
                batch.Fail(change, new InvalidOperationException("The change fails at random."));
                failed.Add(key(change));
            }
            else if (!failed.Contains(key(change)))
            {
                await SeeAsync(handler, change, batch.Of(change), cancellationToken);
            }
        }
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
