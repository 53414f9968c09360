namespace Fw24.Simulation.Domain;

/// <summary>Sees the changes of tariffs in batches.</summary>
[ChangeQueue(BatchSize = 10)]
public sealed class TariffIndex(Sightings sightings) : TariffChangeHandler
{
    protected override Task OnChangesAsync(
        IReadOnlyList<TariffChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TariffIndex), context, static change => change.EventId, cancellationToken);
}
