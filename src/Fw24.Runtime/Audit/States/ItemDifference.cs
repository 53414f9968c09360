using Fw24.Audit.Records;

namespace Fw24.Audit;

/// <summary>The differences between an item at two times, as far as its audit trail shows.</summary>
/// <typeparam name="TState">The kind of state: <see cref="ItemState{T}"/>, or <see cref="ItemState"/>.</typeparam>
public sealed class ItemDifference<TState>
    where TState : ItemState
{
    internal ItemDifference(TState old, TState @new, byte[][] keys)
    {
        (Old, New) = (old, @new);
        var (both, unknown) = (new List<string>(), new List<string>());
        var names = ItemPart.NamesOf(old.Audited.Known).Union(ItemPart.NamesOf(@new.Audited.Known), StringComparer.Ordinal)
            .Union(old.Audited.KnownInPart, StringComparer.Ordinal).Union(@new.Audited.KnownInPart, StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (!old.NotShown.Contains(name) && !@new.NotShown.Contains(name))
            {
                (Knows(old, name) && Knows(@new, name) ? both : unknown).Add(name);
            }
        }

        Changes = AuditedChange.Between(
            ItemPart.Of(old.Audited.Known, both.Contains), ItemPart.Of(@new.Audited.Known, both.Contains), keys);
        NotKnown = unknown;
    }

    /// <summary>The item at the first time.</summary>
    public TState Old { get; }

    /// <summary>The item at the second time.</summary>
    public TState New { get; }

    /// <summary>
    /// The values that differ, in the ordinal order of their paths, apart from the key and from <see cref="ItemState.NotShown"/>. The generated differences of the entity have
    /// them as properties:
    /// <c>new OrderChanges(difference.Old.Item!, difference.New.Item!)</c>.
    /// </summary>
    public IReadOnlyList<AuditedChange> Changes { get; }

    /// <summary>
    /// The names of attributes that are known at one of the two times only, or of which only elements are known, in ordinal order. If an
    /// item is <see cref="ItemKnowledge.Partial"/> at both, others may differ as well.
    /// </summary>
    public IReadOnlyList<string> NotKnown { get; }

    private static bool Knows(TState state, string name) => state.Audited.TryGetValue(AttributePath.Of(name), out _);
}
