using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>
/// A store that differs from another one only in its puts. Both put methods are combined here, so that a sink meets the fault whichever it uses.
/// </summary>
internal abstract class BrokenItemStore(IItemStore store) : DelegatingItemStore(store)
{
    public sealed override async ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => (await PutOrReadAsync(table, item, condition, cancellationToken)).IsPut;

    public abstract override ValueTask<PutResult> PutOrReadAsync(
        string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken);
}
