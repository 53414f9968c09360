using System.Text;
using CsCheck;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>Random histories of one item: it is created, changed, removed and created again.</summary>
internal sealed class RandomHistory
{
    public const string Keys = """{"Id":{"S":"item-1"}}""";

    private static readonly KeyValuePair<string, ModelValue> s_key = new("Id", new ModelValue.Text("item-1"));

    private RandomHistory(List<(ItemImage Old, ItemImage New)> changes) => Changes = changes;

    public static Gen<RandomHistory> All { get; } = Gen.Select(RandomItems.Change, RandomItems.Change, Gen.Int)
        .Select(static draw => Of([draw.Item1.Old, draw.Item1.New, draw.Item1.Old, null, draw.Item2.Old, draw.Item2.New, draw.Item1.New, null], new Random(draw.Item3)));

    /// <summary>The images of each change. Each use of an image is written differently.</summary>
    public IReadOnlyList<(ItemImage Old, ItemImage New)> Changes { get; }

    public override string ToString() => string.Join('\n', Changes.Select(static change => Encoding.UTF8.GetString(change.New.Json.Span)));

    public static ItemImage Write(ModelValue.Members? item, Random random)
    {
        if (item is null)
        {
            return default;
        }

        var keyed = new ModelValue.Members([.. item.Values.Where(static member => member.Key != "Id"), s_key]);
        return new ItemImage(Encoding.UTF8.GetBytes(ModelJson.Write((ModelValue.Members)RandomItems.Reword(keyed, random), random).Trim()));
    }

    private static RandomHistory Of(ModelValue.Members?[] states, Random random)
    {
        var changes = new List<(ItemImage, ItemImage)>();
        ModelValue.Members? before = null;
        foreach (var state in states)
        {
            changes.Add((Write(before, random), Write(state, random)));
            before = state;
        }

        return new RandomHistory(changes);
    }
}
