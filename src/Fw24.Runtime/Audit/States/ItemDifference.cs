using System.Buffers;
using System.Text;
using System.Text.Json;
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
        var names = NamesOf(old.Audited.Known).Union(NamesOf(@new.Audited.Known), StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (!old.NotShown.Contains(name) && !@new.NotShown.Contains(name))
            {
                (Knows(old, name) && Knows(@new, name) ? both : unknown).Add(name);
            }
        }

        var diff = new ImageDiff();
        diff.Compare(Part(old, both), keys, Part(@new, both), keys);
        var changes = new AuditedChange[diff.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            var change = diff[i];
            changes[i] = new AuditedChange(Encoding.UTF8.GetString(change.Path), change.Old.ToArray(), change.New.ToArray());
        }

        (Changes, NotKnown) = (changes, unknown);
    }

    /// <summary>The item at the first time.</summary>
    public TState Old { get; }

    /// <summary>The item at the second time.</summary>
    public TState New { get; }

    /// <summary>
    /// The values that differ, apart from the key and from <see cref="ItemState.NotShown"/>. The generated differences of the entity have
    /// them as properties:
    /// <c>new OrderChanges(difference.Old.Item!, difference.New.Item!)</c>.
    /// </summary>
    public IReadOnlyList<AuditedChange> Changes { get; }

    /// <summary>
    /// The names of attributes that are known at one of the two times only, in ordinal order. If an item is
    /// <see cref="ItemKnowledge.Partial"/> at both, others
    /// may differ as well.
    /// </summary>
    public IReadOnlyList<string> NotKnown { get; }

    private static bool Knows(TState state, string name) => state.Audited.TryGetValue(AttributePath.Of(name), out _);

    private static List<string> NamesOf(ItemImage image)
    {
        var names = new List<string>();
        foreach (var attribute in image)
        {
            names.Add(attribute.Text.ToString());
        }

        return names;
    }

    private static ItemImage Part(TState state, List<string> names)
    {
        if (state.Audited.Known.IsAbsent)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        json.WriteStartObject();
        foreach (var attribute in state.Audited.Known)
        {
            if (names.Contains(attribute.Text.ToString()))
            {
                attribute.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }
}
