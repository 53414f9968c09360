using Fw24.Functions.Handlers.Idempotency;
using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Records changes as handled as soon as they are claimed.</summary>
internal sealed class EarlyRecords(IItemStore store) : BrokenItemStore(store)
{
    public override async ValueTask<PutResult> PutOrReadAsync(
        string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
    {
        var put = await Store.PutOrReadAsync(table, item, condition, cancellationToken);
        if (put.IsPut && UnconditionalClaims.IsClaim(item))
        {
            var claim = IdempotencyRow.FromItem(item);
            var record = claim with { State = IdempotencyRow.Handled, Until = null, ExpiresAt = DateTimeOffset.UnixEpoch.AddYears(100) };
            await Store.PutOrReadAsync(table, record.ToItem(), null, cancellationToken);
        }

        return put;
    }
}
