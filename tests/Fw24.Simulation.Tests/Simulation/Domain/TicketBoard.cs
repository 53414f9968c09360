namespace Fw24.Simulation.Domain;

/// <summary>Sees every change of a ticket.</summary>
public sealed class TicketBoard(Sightings sightings) : TicketChangeHandler
{
    protected override Task OnInsertedAsync(TicketChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TicketBoard), change, context, cancellationToken);

    protected override Task OnModifiedAsync(TicketChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TicketBoard), change, context, cancellationToken);

    protected override Task OnRemovedAsync(TicketChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TicketBoard), change, context, cancellationToken);
}
