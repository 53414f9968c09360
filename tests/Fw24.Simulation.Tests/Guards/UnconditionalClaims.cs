using Fw24.Tables;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Claims changes even if others have claimed or handled them.</summary>
internal sealed class UnconditionalClaims(IItemStore store) : BrokenItemStore(store)
{
    public override ValueTask<PutResult> PutOrReadAsync(
        string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
        => Store.PutOrReadAsync(table, item, IsClaim(item) ? null : condition, cancellationToken);

    /// <summary>Indicates whether an item claims a change.</summary>
    public static bool IsClaim(ItemImage item) => item.Json.Span.IndexOf("{\"S\":\"claimed by "u8) >= 0;
}
