namespace Fw24.Simulation.Domain;

/// <summary>Sees every change of a booking.</summary>
[Idempotent]
public sealed class BookingDesk(Sightings sightings) : BookingChangeHandler
{
    protected override Task OnInsertedAsync(BookingChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(BookingDesk), change, context, cancellationToken);

    protected override Task OnModifiedAsync(BookingChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(BookingDesk), change, context, cancellationToken);

    protected override Task OnRemovedAsync(BookingChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(BookingDesk), change, context, cancellationToken);
}
