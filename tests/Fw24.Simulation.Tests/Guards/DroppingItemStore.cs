using Fw24.Audit;
using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Reports audit rows of a kind as stored, and drops them. A head is neither a record nor a gap.</summary>
internal sealed class DroppingItemStore(IItemStore store, Predicate<AuditLog> drops) : BrokenItemStore(store)
{
    public override ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => drops(AuditLog.FromItems([item])) ? new(new PutResult(IsPut: true, default)) : Store.PutOrReadAsync(table, item, condition, cancellationToken);
}
