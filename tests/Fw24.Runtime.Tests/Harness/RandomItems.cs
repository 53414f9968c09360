using System.Globalization;
using CsCheck;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>
/// Random items with every type, numbers of 38 digits, nesting, Unicode, characters that need escapes, NULL and absent attributes, and empty values.
/// </summary>
internal static class RandomItems
{
    private static readonly Gen<string> s_character = Gen.Frequency(
        (20, Gen.Char['a', 'z'].Select(static c => c.ToString())),
        (4, Gen.OneOf("\"", "\\", "/", "\n", "\t", "\u0001", "\u001f", "\u007f", " ", ".", "[", "]", "{", "}", ":", ",", "$")),
        (3, Gen.OneOf("é", "ß", "漢", "\u2028", "\ufeff", "😀", "👩‍🚀", "\ud800\udc00", "\udbff\udfff")));

    /// <summary>Texts, including empty ones.</summary>
    public static Gen<string> Text { get; } = s_character.Array[0, 12].Select(static characters => string.Concat(characters));

    /// <summary>DynamoDB numbers in every accepted notation.</summary>
    public static Gen<string> Number { get; } = Gen.Frequency(
        (4, Gen.Int[-1000, 1000].Select(static n => n.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.OneOf("0", "-0", "0.0", "1", "1.0", "+1", "1e0", "001", "10e-1", "0.1e1", ".5", "5.", "1E+125", "-1E-130", "9.9999999999999999999999999999999999999E+125")),
        (4, Gen.Select(Gen.Bool, Gen.Int[0, 9].Array[1, 38], Gen.Int[-90, 87], Gen.Int[0, 3]).Select(static n => Digits(n.Item1, n.Item2, n.Item3, n.Item4))));

    /// <summary>Names of attributes.</summary>
    public static Gen<string> Name { get; } = Gen.Frequency(
        (6, Gen.Char['a', 'f'].Select(static c => c.ToString())),
        (2, Gen.OneOf("Status", "Lines", "a.b", "a[0]", "$b", "$m", "Name mit Leerzeichen", "\"", "\\", "naïve", "😀")),
        (1, Text.Select(static text => text + "_")));

    /// <summary>Values of every type, nested a few levels deep.</summary>
    public static Gen<ModelValue> Value { get; } = Gen.Recursive<ModelValue>(static (depth, inner) => depth >= 4 ? Leaf() : Gen.Frequency(
        (6, Leaf()),
        (1, inner.Array[0, 4].Select(static values => (ModelValue)new ModelValue.Elements(values))),
        (1, Members(inner, 0, 4).Select(static map => (ModelValue)map))));

    /// <summary>Items of one attribute or more.</summary>
    public static Gen<ModelValue.Members> Item { get; } = Members(Value, 1, 8);

    /// <summary>An item before and after a change: some attributes are equal, some are only written differently, some differ.</summary>
    public static Gen<(ModelValue.Members Old, ModelValue.Members New)> Change { get; } = Gen.Select(Item, Item, Gen.Int)
        .Select(static draw => (draw.Item1, Edit(draw.Item1, draw.Item2, new Random(draw.Item3))));

    /// <summary>Rewrites an equal value: sets and maps in another order, numbers in another notation.</summary>
    public static ModelValue Reword(ModelValue value, Random random) => value switch
    {
        ModelValue.Number number => new ModelValue.Number(Reword(number.Digits, random)),
        ModelValue.Elements list => new ModelValue.Elements([.. list.Values.Select(element => Reword(element, random))]),
        ModelValue.Members map => RewordMembers(map, random),
        ModelValue.Texts set => new ModelValue.Texts(Shuffle(set.Values, random)),
        ModelValue.Numbers set => new ModelValue.Numbers([.. Shuffle(set.Values, random).Select(number => Reword(number, random))]),
        ModelValue.Binaries set => new ModelValue.Binaries(Shuffle(set.Values, random)),
        _ => value,
    };

    private static ModelValue.Members Edit(ModelValue.Members old, ModelValue.Members other, Random random)
    {
        var members = new List<KeyValuePair<string, ModelValue>>();
        foreach (var (name, value) in old.Values)
        {
            switch (random.Next(8))
            {
                case 0:
                    break;
                case 1:
                    members.Add(new(name, other.Values[random.Next(other.Values.Count)].Value));
                    break;
                case 2 when value is ModelValue.Members map && other.Values.Count > 0:
                    members.Add(new(name, Edit(map, other, random)));
                    break;
                case < 5:
                    members.Add(new(name, Reword(value, random)));
                    break;
                default:
                    members.Add(new(name, value));
                    break;
            }
        }

        foreach (var member in other.Values)
        {
            if (random.Next(3) == 0 && members.TrueForAll(existing => existing.Key != member.Key))
            {
                members.Add(member);
            }
        }

        return new ModelValue.Members(Shuffle(members, random));
    }

    private static ModelValue.Members RewordMembers(ModelValue.Members map, Random random)
        => new(Shuffle([.. map.Values.Select(member => KeyValuePair.Create(member.Key, Reword(member.Value, random)))], random));

    private static string Reword(string digits, Random random) => random.Next(4) switch
    {
        0 when !digits.Contains('e', StringComparison.OrdinalIgnoreCase) => digits + "e0",
        1 when digits.All(char.IsAsciiDigit) => "00" + digits,
        2 when digits.All(char.IsAsciiDigit) => digits + ".00",
        3 when digits.All(char.IsAsciiDigit) => "+" + digits,
        _ => digits,
    };

    private static T[] Shuffle<T>(IReadOnlyList<T> values, Random random)
    {
        T[] shuffled = [.. values];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static Gen<ModelValue> Leaf() => Gen.Frequency(
        (4, Text.Select(static text => (ModelValue)new ModelValue.Text(text))),
        (4, Number.Select(static digits => (ModelValue)new ModelValue.Number(digits))),
        (1, Gen.Byte.Array[0, 9].Select(static bytes => (ModelValue)new ModelValue.Binary(bytes))),
        (1, Gen.Bool.Select(static flag => (ModelValue)new ModelValue.Flag(flag))),
        (1, Gen.Const((ModelValue)new ModelValue.Nothing())),
        (1, Text.Array[1, 5].Select(static texts => (ModelValue)new ModelValue.Texts([.. texts.Distinct(StringComparer.Ordinal)]))),
        (1, Number.Array[1, 5].Select(static numbers => (ModelValue)new ModelValue.Numbers([.. numbers.DistinctBy(ModelValue.Scaled)]))),
        (1, Gen.Byte.Array[0, 4].Array[1, 4].Select(static sets => (ModelValue)new ModelValue.Binaries([.. sets.DistinctBy(Convert.ToBase64String)]))));

    private static Gen<ModelValue.Members> Members(Gen<ModelValue> value, int min, int max) => Gen.Select(Name, value).Array[min, max]
        .Select(static members => new ModelValue.Members([.. members.DistinctBy(static m => m.Item1, StringComparer.Ordinal).Select(static m => KeyValuePair.Create(m.Item1, m.Item2))]));

    private static string Digits(bool isNegative, int[] digits, int exponent, int form)
    {
        var sign = isNegative ? "-" : "";
        var text = string.Concat(digits);
        return form switch
        {
            0 => sign + text,
            1 when text.Length > 1 => $"{sign}{text[..^1]}.{text[^1]}",
            2 => $"{sign}{text[0]}.{text[1..]}e{exponent}",
            _ => $"{sign}{text}E{(exponent >= 0 ? "+" : "")}{exponent}",
        };
    }
}
