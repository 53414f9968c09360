using System.Globalization;
using System.Text;
using Fw24.Local;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;
using Fw24.Local.Tables;
using Fw24.Simulation.Domain;

namespace Fw24.Simulation;

/// <summary>Writes to the tables at random: few items and few values, so that each item changes often and values recur.</summary>
internal sealed class Workload(SimulationPlan plan, LocalCloud cloud)
{
    // Leaves no room for an envelope in a message's 262,144 bytes.
    private static readonly string s_large = new('x', 270_000);

    private static readonly string[] s_tables = [SimulatedApp.Hotels, SimulatedApp.Hotels, SimulatedApp.Hotels, SimulatedApp.Meters, SimulatedApp.Meters, SimulatedApp.Tickets, SimulatedApp.Tickets, SimulatedApp.Tariffs];

    private readonly SeededRandom _random = SeededRandom.For(plan.Seed, "workload");

    /// <summary>Takes one step.</summary>
    public Task StepAsync(CancellationToken cancellationToken)
    {
        var table = cloud.Tables[s_tables[_random.Next(s_tables.Length)]];
        switch (_random.Next(100))
        {
            case < 50:
                Put(table);
                break;
            case < 64:
                table.Delete(new ItemImage(Utf8($"{{{Key(table)}}}")));
                break;
            case < 72:
                Toggle(table);
                break;
            case < 76:
                table.Replicate(Item(table, Key(table)), "us-east-1");
                break;
            case < 79:
                table.ReplicateDelete(new ItemImage(Utf8($"{{{Key(table)}}}")), "us-east-1");
                break;
            case < 81:
                Poison(table);
                break;
            case < 83:
                Split(table);
                break;
            default:
                return cloud.AdvanceAsync(_random.Next(TimeSpan.FromSeconds(_random.Next(4) == 0 ? 400 : 20)), cancellationToken);
        }

        return Task.CompletedTask;
    }

    private void Put(LocalTable table)
    {
        var item = Item(table, Key(table));
        table.Put(item);
        if (_random.Next(8) == 0)
        {
            // Changes nothing, and so creates no stream record.
            table.Put(item);
        }
    }

    // A, B, A, B: changes that differ only in their position in the order.
    private void Toggle(LocalTable table)
    {
        var key = Key(table);
        var (a, b) = (Item(table, key), Item(table, key));
        table.Put(a);
        table.Put(b);
        table.Put(a);
        table.Put(b);
    }

    private void Split(LocalTable table)
    {
        if (table.Stream!.OpenShards is { Count: < 6 } shards)
        {
            table.Stream.Split(shards[_random.Next(shards.Count)]);
        }
    }

    private void Poison(LocalTable table)
    {
        // Only valid JSON can be read from a stream again.
        var kind = plan.MayGiveUp
            ? ((PoisonKind[])[PoisonKind.MissingKeys, PoisonKind.WrongWireType, PoisonKind.UnreadableItem])[_random.Next(3)]
            : (PoisonKind)_random.Next(5);

        // Same-table audit filters on the key, which such a record lacks; a meter's handler receives no new items.
        if (kind is PoisonKind.MissingKeys && table.Name is SimulatedApp.Tickets || kind is PoisonKind.UnreadableItem && table.Name is SimulatedApp.Meters)
        {
            kind = PoisonKind.WrongWireType;
        }

        var like = kind is not PoisonKind.UnreadableItem ? default : table.Name is SimulatedApp.Hotels
            ? new ItemImage(Utf8("""{"Hotel":{"S":"h"},"Part":{"S":"b"},"entityType":{"S":"Booking"},"Room":{"S":"1"}}"""))
            : new ItemImage(Utf8($"{{{Key(table)},\"Room\":{{\"S\":\"1\"}}}}"));
        cloud.Poison(table.Name, kind, like);
    }

    private string Key(LocalTable table)
    {
        var item = _random.Next(plan.Items);
        return table.Name switch
        {
            SimulatedApp.Hotels => $$$"""
                "Hotel":{"S":"h-{{{item % 2}}}"},"Part":{"S":"{{{((string[])["booking", "guest", "coupon", "other"])[_random.Next(4)]}}}#{{{item}}}"}
                """,
            SimulatedApp.Tariffs => string.Create(CultureInfo.InvariantCulture, $$$"""
                "Id":{"N":"{{{item - 1}}}"}
                """),
            _ => $$$"""
                "Id":{"S":"{{{table.Name}}}-{{{item}}}"}
                """,
        };
    }

    private ItemImage Item(LocalTable table, string key)
    {
        var item = new StringBuilder("{").Append(key);
        if (table.Name is SimulatedApp.Hotels)
        {
            item.Append(EntityType(key));
        }

        Append(item, "Room", $$"""{"S":"room-{{_random.Next(2)}}"}""");
        Append(item, "Price", string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{_random.Next(3)}}"}"""));
        if (table.Name is SimulatedApp.Meters && _random.Next(6) == 0)
        {
            Append(item, "Until", string.Create(CultureInfo.InvariantCulture, $$"""{"N":"{{cloud.Time.GetUtcNow().ToUnixTimeSeconds() + 1 + _random.Next(90)}}"}"""));
        }

        if (_random.Next(2) == 0)
        {
            Append(item, "ChangedBy", $$"""{"S":"u-{{_random.Next(2)}}"}""");
        }

        Append(item, "more", More());
        return new ItemImage(Utf8(item.Append('}').ToString()));
    }

    private static string EntityType(string key) => key.Contains("booking#", StringComparison.Ordinal) ? ",\"entityType\":{\"S\":\"Booking\"}"
        : key.Contains("guest#", StringComparison.Ordinal) ? ",\"entityType\":{\"S\":\"Guest\"}"
        : key.Contains("coupon#", StringComparison.Ordinal) ? ",\"entityType\":{\"S\":\"Coupon\"}"
        : "";

    // Attributes that no entity models.
    private string? More() => _random.Next(plan.HasLargeItems ? 24 : 20) switch
    {
        < 8 => null,
        < 10 => """{"N":"12345678901234567890123456789012345678"}""",
        < 12 => $$$$"""{"M":{"a.b[0]":{"S":"{{{{_random.Next(2)}}}}"},"żółć":{"NULL":true},"list":{"L":[{"BOOL":true},{"N":"{{{{_random.Next(3)}}}}"}]}}}""",
        < 14 => _random.Next(2) == 0 ? """{"SS":["a","b","c"]}""" : """{"SS":["c","b"]}""",
        < 16 => _random.Next(2) == 0 ? """{"NS":["1","2"]}""" : """{"NS":["2","3"]}""",
        < 18 => """{"B":"AQIDBA=="}""",
        < 20 => """{"L":[]}""",
        _ => $$"""{"S":"{{s_large}}"}""",
    };

    private static void Append(StringBuilder item, string name, string? value)
    {
        if (value is not null)
        {
            item.Append(",\"").Append(name).Append("\":").Append(value);
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
