using Fw24.Audit;
using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Puts the heads of trails over the existing ones, even over writes of others in between.</summary>
internal sealed class OverwritingItemStore(IItemStore store) : BrokenItemStore(store)
{
    public override ValueTask<PutResult> PutOrReadAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.PutOrReadAsync(table, item, AuditLog.FromItems([item]) is { Entries: [], Gaps: [] } ? null : condition, cancellationToken);
}
