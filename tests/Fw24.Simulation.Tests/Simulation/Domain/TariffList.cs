namespace Fw24.Simulation.Domain;

/// <summary>Sees every change of a tariff.</summary>
[Idempotent]
public sealed class TariffList(Sightings sightings) : TariffChangeHandler
{
    protected override Task OnInsertedAsync(TariffChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TariffList), change, context, cancellationToken);

    protected override Task OnModifiedAsync(TariffChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TariffList), change, context, cancellationToken);

    protected override Task OnRemovedAsync(TariffChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TariffList), change, context, cancellationToken);
}
