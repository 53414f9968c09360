using Fw24.Local;
using Fw24.Local.Scheduling;
using Fw24.Model;
using Fw24.Simulation.Checks;
using Fw24.Simulation.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Simulation;

/// <summary>One run: an app in a cloud with faults, and a check of its guarantees.</summary>
internal sealed class SimulationRun
{
    private readonly SortedSet<Finding> _findings = new(Comparer<Finding>.Create(static (left, right)
        => string.CompareOrdinal(left.ToString(), right.ToString())));
    private readonly HashSet<(string Function, string Key)> _outOfTurn = [];
    private readonly DeliveryRecorder _recorder;
    private readonly SimulationPlan _plan;
    private readonly AppModel _app;
    private readonly Sightings _sightings;
    private readonly LocalCloud _cloud;
    private int _effects;
    private int _repeated;

    private SimulationRun(SimulationPlan plan, Action<LocalCloudOptions>? sabotage, TextWriter? trace)
    {
        _plan = plan;
        _recorder = new DeliveryRecorder(_findings);
        _app = SimulatedApp.Model(plan);
        _sightings = new Sightings(plan);
        var skews = SeededRandom.For(plan.Seed, "clock skew");
        _cloud = LocalCloud.Create(_app, options =>
        {
            options.Seed = plan.Seed;
            options.Faults = plan.Faults;
            options.Shards = plan.Shards;
            options.Trace = trace;
            options.Topology = WithRecords(LocalTopology.Of(_app));
            options.Services = services =>
            {
                services.AddSingleton(_sightings);
                var clock = (TimeProvider)services.Single(static service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
                services.AddSingleton<TimeProvider>(new SkewedClock(clock, skews.Next(2 * plan.ClockSkew) - plan.ClockSkew));
            };
            sabotage?.Invoke(options);
            var around = options.Around;
            options.Around = (name, app, function) => _recorder.Watch(name, around is null ? function : around(name, app, function));
        });
        _sightings.Time = _cloud.Time;
    }

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sabotage">Breaks a guard first.</param>
    /// <param name="trace">Receives a line for each event.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The result.</returns>
    public static async Task<SimulationResult> RunAsync(
        SimulationPlan plan, Action<LocalCloudOptions>? sabotage = null, TextWriter? trace = null, CancellationToken cancellationToken = default)
    {
        var run = new SimulationRun(plan, sabotage, trace);
        await using (run._cloud)
        {
            return await run.RunAsync(cancellationToken);
        }
    }

    private async Task<SimulationResult> RunAsync(CancellationToken cancellationToken)
    {
        var workload = new Workload(_plan, _cloud);
        for (var step = 0; step < _plan.Steps; step++)
        {
            await workload.StepAsync(cancellationToken);
        }

        // Long enough for all expirations.
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(3), cancellationToken);
        await _cloud.RunUntilIdleAsync(cancellationToken);
        var journals = await InspectAsync(isRecovered: !_plan.MayGiveUp, cancellationToken);
        if (_plan.MayGiveUp || _plan.Seed % 4 == 0)
        {
            _sightings.AreFast = true;
            _recorder.IsReplaying = true;
            using var recovery = new Recovery(_cloud, _app, new StreamEndpoint(_cloud));
            await recovery.ReplayGivenUpAsync(cancellationToken);
            if (_plan.Seed % 4 == 0)
            {
                await recovery.ReplayParkedAsync(cancellationToken);
                await recovery.ReplayGivenUpAsync(cancellationToken);
            }

            journals = await InspectAsync(isRecovered: true, cancellationToken);
        }

        var changes = journals.Values.Sum(static journal => journal.Changes.Count);
        return new SimulationResult(_plan, [.. _findings], changes, _effects, _repeated, _cloud.Report(), _cloud.Faults);
    }

    private async Task<Dictionary<string, Journal>> InspectAsync(bool isRecovered, CancellationToken cancellationToken)
    {
        var journals = new Dictionary<string, Journal>(StringComparer.Ordinal);
        foreach (var table in _app.Tables)
        {
            journals.Add(table.Name, await Journal.ReadAsync(_cloud.Tables[table.Name], cancellationToken));
        }

        var left = await Leftovers.FindAsync(_cloud, _app, journals, cancellationToken);
        var inspection = new Inspection(_cloud, _app, _sightings, journals, left, _findings);
        inspection.NothingIsLost();
        inspection.OrderHolds(_outOfTurn);
        inspection.OnlyPoisonIsParked();
        inspection.QueuesAreEmpty();
        inspection.GapsAreMarked();
        var handled = await HandledChanges.ReadAsync(_cloud.Tables[SimulatedApp.Idempotency], cancellationToken);
        (_effects, _repeated) = inspection.NothingIsHandledTwice(handled);
        if (isRecovered)
        {
            inspection.NothingIsGivenUp();
            inspection.TrailsFold();
            _findings.UnionWith(await SealedAudits.CheckAsync(_cloud, _app, cancellationToken));
        }

        return journals;
    }

    // A stream that nobody reads shows the order of the writes to the idempotency table.
    private static LocalTopology WithRecords(LocalTopology topology) => topology with
    {
        Tables = [.. topology.Tables.Select(static table =>
            table.Name is SimulatedApp.Idempotency ? table with { StreamViewType = StreamViewType.NewImage } : table)],
    };
}
