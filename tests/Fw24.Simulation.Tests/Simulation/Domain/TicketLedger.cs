namespace Fw24.Simulation.Domain;

/// <summary>Sees the changes of tickets in batches.</summary>
[Idempotent]
[ChangeQueue(BatchSize = 10)]
public sealed class TicketLedger(Sightings sightings) : TicketChangeHandler
{
    protected override Task OnChangesAsync(
        IReadOnlyList<TicketChange> changes, ChangeBatchContext context, CancellationToken cancellationToken)
        => sightings.SeeAsync(nameof(TicketLedger), context, static change => ((TicketChange)change).Key.Id, cancellationToken);
}
