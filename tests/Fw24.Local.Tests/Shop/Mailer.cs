namespace Fw24.Local.Tests.Shop;

internal sealed class Mailer(Seen seen, TimeProvider time) : ChangeHandler<OrderChange>
{
    public override async Task HandleAsync(OrderChange change, ChangeContext context, CancellationToken cancellationToken)
    {
        await seen.Do(change, context, time, cancellationToken).ConfigureAwait(false);
        lock (seen)
        {
            seen.Changes.Add(change);
        }
    }
}
