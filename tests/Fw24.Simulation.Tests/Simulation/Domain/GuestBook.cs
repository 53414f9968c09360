namespace Fw24.Simulation.Domain;

/// <summary>Sees guests arrive and leave.</summary>
public sealed class GuestBook(Sightings sightings) : GuestChangeHandler
{
    protected override Task OnInsertedAsync(GuestChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(GuestBook), change, context, cancellationToken);

    protected override Task OnRemovedAsync(GuestChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(GuestBook), change, context, cancellationToken);
}
