namespace Fw24.Simulation.Domain;

/// <summary>Sees changes of a meter's value.</summary>
[Idempotent]
[OnChange(nameof(Meter.Price))]
public sealed class MeterAlarm(Sightings sightings) : MeterChangeHandler
{
    protected override Task OnModifiedAsync(MeterChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(MeterAlarm), change, context, cancellationToken);
}
