using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>Random items, and random changes of them: every type of DynamoDB, hard names, hard texts, hard numbers, any order of members.</summary>
internal sealed class RandomItems(int seed)
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };
    private static readonly JsonSerializerOptions s_escaped = new() { MaxDepth = 256 };

    private static readonly string[] s_names =
    [
        "Status", "Total", "Lines", "a", "b", "A", "a.b", "a[0]", "[0]", "x]", "\\", "a\\.b", "..", "", " ", "ü", "日本", "😀", "$b", "$ss", "$m", "$new", "old", "new", "quo\"te", "tab\t",
    ];

    private static readonly string[] s_texts = ["", "a", "b", "ord-1", "\"", "\\", "\n", "\u2028", "ü", "😀", "</script>", "null", "1", "{\"S\":\"x\"}", "$b"];

    private static readonly string[] s_numbers =
    [
        "0", "-0", "1", "1.0", "+1", "1e0", "01", ".5", "0.5", "-1", "10", "1E1", "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000001", "1E-130", "9.9999999999999999999999999999999999999E+125", "1.2345678901234567890123456789012345678", "9007199254740993", "0.1",
    ];

    private readonly Random _random = new(seed);

    /// <summary>An item of up to 8 attributes besides its key.</summary>
    public JsonObject Item()
    {
        var item = Members(_random.Next(9), depth: 0);
        item["Id"] = new JsonObject { ["S"] = "item-1" };
        item["No"] = new JsonObject { ["N"] = "7" };
        return item;
    }

    /// <summary>The same item with some changes at any depth, or quite another one.</summary>
    public JsonObject Change(JsonObject item)
    {
        if (_random.Next(8) == 0)
        {
            return Item();
        }

        var changed = (JsonObject)item.DeepClone();
        for (var edits = _random.Next(1, 4); edits > 0; edits--)
        {
            EditMembers(changed, depth: 0);
        }

        changed["Id"] = item["Id"]!.DeepClone();
        changed["No"] = item["No"]!.DeepClone();
        return changed;
    }

    /// <summary>The same item, written otherwise: members and set elements in another order, numbers and texts in other notations.</summary>
    public JsonObject Rewrite(JsonObject item)
    {
        var rewritten = new JsonObject();
        foreach (var (name, value) in Shuffle([.. item]))
        {
            rewritten[name] = RewriteValue(value!.AsObject());
        }

        return rewritten;
    }

    public ItemImage Image(JsonObject item)
        => new(JsonSerializer.SerializeToUtf8Bytes(item, _random.Next(2) == 0 ? s_relaxed : s_escaped));

    private JsonObject Members(int count, int depth)
    {
        var members = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            members[Pick(s_names)] = Value(depth + 1);
        }

        return members;
    }

    private JsonObject Value(int depth) => _random.Next(depth > 4 ? 8 : 10) switch
    {
        0 or 1 => new JsonObject { ["S"] = Pick(s_texts) },
        2 => new JsonObject { ["N"] = Pick(s_numbers) },
        3 => new JsonObject { ["B"] = Convert.ToBase64String(Bytes()) },
        4 => new JsonObject { ["BOOL"] = _random.Next(2) == 0 },
        5 => new JsonObject { ["NULL"] = true },
        6 => new JsonObject { ["SS"] = Set(() => Pick(s_texts)) },
        7 when _random.Next(2) == 0 => new JsonObject { ["BS"] = Set(() => Convert.ToBase64String(Bytes())) },
        7 => new JsonObject { ["NS"] = Set(() => _random.Next(-9, 100).ToString(CultureInfo.InvariantCulture)) },
        8 => new JsonObject { ["L"] = List(depth) },
        _ => new JsonObject { ["M"] = Members(_random.Next(4), depth) },
    };

    private JsonArray List(int depth)
    {
        var list = new JsonArray();
        for (var count = _random.Next(4); count > 0; count--)
        {
            list.Add((JsonNode)Value(depth + 1));
        }

        return list;
    }

    private JsonArray Set(Func<string> element)
    {
        var elements = new SortedSet<string>(StringComparer.Ordinal) { element(), element(), element() };
        return [.. Shuffle([.. elements]).Select(static text => (JsonNode)text)];
    }

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(4)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private void EditMembers(JsonObject members, int depth)
    {
        var names = members.Select(static member => member.Key).ToArray();
        switch (_random.Next(4))
        {
            case 0 when names.Length > 0:
                members.Remove(Pick(names));
                break;
            case 1:
                members[Pick(s_names)] = Value(depth + 1);
                break;
            case 2 when names.Length > 0:
                members[Pick(names)] = Value(depth + 1);
                break;
            case 3 when names.Length > 0:
                EditValue(members[Pick(names)]!.AsObject(), depth + 1);
                break;
        }
    }

    private void EditValue(JsonObject value, int depth)
    {
        if (value["M"] is JsonObject members)
        {
            EditMembers(members, depth);
        }
        else if (value["L"] is JsonArray list)
        {
            switch (_random.Next(3))
            {
                case 0:
                    list.Add((JsonNode)Value(depth + 1));
                    break;
                case 1 when list.Count > 0:
                    list.RemoveAt(_random.Next(list.Count));
                    break;
                case 2 when list.Count > 0:
                    EditValue(list[_random.Next(list.Count)]!.AsObject(), depth + 1);
                    break;
            }
        }
        else if (value["SS"] is JsonArray set)
        {
            set.Add((JsonNode)$"more-{set.Count}");
        }
        else
        {
            var other = Value(depth);
            value.Clear();
            foreach (var (type, content) in other.ToArray())
            {
                other.Remove(type);
                value[type] = content;
            }
        }
    }

    private JsonObject RewriteValue(JsonObject value)
    {
        var (type, content) = value.Single();
        return new JsonObject
        {
            [type] = type switch
            {
                "M" => Rewrite(content!.AsObject()),
                "L" => new JsonArray([.. content!.AsArray().Select(element => (JsonNode)RewriteValue(element!.AsObject()))]),
                "SS" or "NS" or "BS" => new JsonArray([.. Shuffle([.. content!.AsArray()]).Select(static element => element!.DeepClone())]),
                "N" when content!.GetValue<string>() is var number && !number.Contains('E', StringComparison.OrdinalIgnoreCase) && number.TrimStart('+', '-').Length < 38
                    => number.Contains('.', StringComparison.Ordinal) ? number + "0" : number + ".0",
                _ => content!.DeepClone(),
            },
        };
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    private T[] Shuffle<T>(T[] values)
    {
        _random.Shuffle(values);
        return values;
    }
}
