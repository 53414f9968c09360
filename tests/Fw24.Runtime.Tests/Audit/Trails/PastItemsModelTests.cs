using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.States;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>
/// Partitions of items with missing, late, repeated and expired records: at each second, the items are those that the models know or
/// cannot exclude, each as its model knows it.
/// </summary>
/// <remarks><c>FW24_PAST_PARTITIONS</c> is their number (200 by default), <c>FW24_PAST_FIRST</c> the first seed.</remarks>
public sealed class PastItemsModelTests
{
    private static readonly TableModel s_table = AuditTable.Model(
        ignored: ["X"],
        actor: null,
        partitionKey: new KeyAttribute("Pk", KeyType.String),
        sortKey: new KeyAttribute("Sk", KeyType.String),
        audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = AuditQueries.Time });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_partition_is_the_models()
    {
        var (first, notFound) = (Variable("FW24_PAST_FIRST") ?? 0, 0);
        for (var seed = first; seed < first + (Variable("FW24_PAST_PARTITIONS") ?? 200); seed++)
        {
            var random = new Random(seed);
            var models = Models(random);
            try
            {
                notFound += await CheckAsync(models, random);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Seed {seed} (FW24_PAST_FIRST) fails for {string.Join("; ", models)}: {exception.Message}", exception);
            }
        }

        Assert.True(notFound > 0, "No removal was without a record.");
    }

    // In two partitions, of which one is asked for.
    private static List<(string Partition, string Sort, TrailModel Model)> Models(Random random)
    {
        var models = new List<(string, string, TrailModel)>();
        foreach (var partition in (string[])["p", "q"])
        {
            var count = random.Next(1, 7);
            foreach (var sort in Enumerable.Range(0, count).Select(static number => $"{"bca"[number / 3]}{9 - number}"))
            {
                models.Add((partition, sort, new TrailModel(random, Key(partition, sort), s_table)));
            }
        }

        return models;
    }

    private static async Task<int> CheckAsync(List<(string Partition, string Sort, TrailModel Model)> models, Random random)
    {
        var (rows, items) = (new MemoryItemStore("pk", "sk"), new MemoryItemStore("Pk", "Sk"));
        await StoreAsync(models, rows, random);
        foreach (var (_, _, model) in models.Where(static one => !one.Model.Present.IsAbsent))
        {
            await items.PutAsync("orders", model.Present, null, Stop);
        }

        var text = Lines(models, random);
        AuditSource[] sources =
        [
            new("shop", s_table, new DynamoDbAuditStore(rows, s_table, "audit", "orders"), items, "orders", null),
            new("shop", s_table, new LineAuditStore("orders", () => new MemoryStream(text), null), items, "orders", null),
        ];
        var (query, isAsked) = Range(random);
        var asked = models.Where(one => one.Partition == "p" && isAsked(one.Sort))
            .OrderBy(static one => one.Sort, StringComparer.Ordinal);
        var ordered = query.Descending ? [.. asked.Reverse()] : asked.ToList();
        var notFound = 0;
        for (var second = -1; second <= models.Max(static one => one.Model.LastSecond) + 1; second++)
        {
            var known = ordered.ConvertAll(one => (Key: Key("p", one.Sort), State: one.Model.At(second), one.Model));
            var there = known.FindAll(static one => one.State.Knowledge is not ItemKnowledge.Absent);
            var seen = there.FindAll(one => one.Model.IsSeenAfter(second));

            // What is there and not seen is gone, and its removal has no record.
            Assert.All(
                there.Except(seen), static one => Assert.True(one.Model.Present.IsAbsent && one.Model.IsAtEnd is not true));
            notFound += there.Count - seen.Count;

            var states = await ReadAsync(sources[0], query, second);
            Assert.Equal(seen.Select(static one => one.Key), states.Select(static one => one.Key));
            foreach (var (one, state) in seen.Zip(states))
            {
                AssertState(one.State, state.Item, $"{one.Key} at {second}");
            }

            // Lines have no marks: an item is known from its records, or there now.
            var written = await ReadAsync(sources[1], query, second);
            foreach (var (key, item) in written)
            {
                var own = await OfKeyAsync(sources[1], key, second);
                Assert.Equal(
                    (own.Knowledge, AuditTable.Text(own.Known.Json)), (item.Knowledge, AuditTable.Text(item.Known.Json)));
            }

            var complete = there.FindAll(static one => one.Model.IsComplete);
            Assert.Equal(
                complete.ConvertAll(static one => one.Key),
                written.ConvertAll(static one => one.Key).FindAll(
                    key => known.Exists(one => one.Key == key && one.Model.IsComplete)));
        }

        return notFound;
    }

    private static void AssertState(
        (ItemKnowledge Knowledge, Dictionary<string, int?> Known) expected, AuditedItem item, string where)
    {
        Assert.True(expected.Knowledge == item.Knowledge, $"{where}: {item.Knowledge} instead of {expected.Knowledge}.");
        foreach (var name in TrailModel.Audited)
        {
            var isKnown = item.TryGetValue(name, out var value);
            Assert.True(expected.Known.ContainsKey(name) == isKnown, $"{where}: {name} is {(isKnown ? "" : "not ")}known.");
            var number = expected.Known.GetValueOrDefault(name) is { } one ? $"{{\"N\":\"{one}\"}}" : "";
            Assert.True(number == AuditTable.Text(value), $"{where}: {name} is not {number}.");
        }
    }

    private static async Task<List<(string Key, AuditedItem Item)>> ReadAsync(AuditSource source, ItemQuery query, int second)
    {
        var states = new List<(string, AuditedItem)>();
        var past = new PastItems(source, s_table.Entities[0], TrailModel.TimeOf(second)) { Span = new KeySpan(s_table, query) };
        past.Check();
        await foreach (var (reader, item) in past.ReadAsync(Stop))
        {
            states.Add((AuditTable.Text(reader.Key.Json), item));
        }

        return states;
    }

    private static async Task<AuditedItem> OfKeyAsync(AuditSource source, string key, int second)
        => (await new TrailReader(source, AuditTable.ImageOf(key)).ReadAsync(Stop)).History.At(TrailModel.TimeOf(second));

    private static (ItemQuery Query, Func<string, bool> IsAsked) Range(Random random)
    {
        var query = new ItemQuery("Pk", AuditTable.ImageOf("""{"S":"p"}""").Json) { Descending = random.Next(2) == 0 };
        return random.Next(4) switch
        {
            0 => (query with { SortKey = "Sk", BeginsWith = Value("b") }, static sort => sort[0] == 'b'),
            1 => (query with { SortKey = "Sk", From = Value("b8") }, static sort => string.CompareOrdinal(sort, "b8") >= 0),
            2 => (
                query with { SortKey = "Sk", From = Value("a"), To = Value("b8") },
                static sort => string.CompareOrdinal(sort, "b8") <= 0),
            _ => (query, static _ => true),
        };

        static ReadOnlyMemory<byte> Value(string text) => Encoding.UTF8.GetBytes($"{{\"S\":\"{text}\"}}");
    }

    private static async Task StoreAsync(
        List<(string Partition, string Sort, TrailModel Model)> models, MemoryItemStore rows, Random random)
    {
        foreach (var (_, _, model) in models)
        {
            var order = model.Stored.Concat(model.Stored.Where(_ => random.Next(4) == 0)).ToArray();
            random.Shuffle(order);
            HashSet<string> before = [.. Records(rows).Select(static row => AuditTable.Text(row.Json))];
            foreach (var number in order)
            {
                Assert.Empty(await new DynamoDbAuditSink(rows, s_table, "audit").StoreAsync([model[number]], Stop));
            }

            var own = Records(rows).Where(row => !before.Contains(AuditTable.Text(row.Json)));
            foreach (var row in own.Take(model.Expired).ToList())
            {
                await rows.DeleteAsync("audit", row, null, Stop);
            }
        }
    }

    private static IEnumerable<ItemImage> Records(MemoryItemStore rows) => rows.Items.Where(
        static row => AttributeMap.FromItem(row)["schema"].S is { } schema
            && (schema.StartsWith("fw24.audit/", StringComparison.Ordinal)
                || schema.StartsWith("fw24.audit.snapshot/", StringComparison.Ordinal)));

    private static byte[] Lines(List<(string Partition, string Sort, TrailModel Model)> models, Random random)
    {
        var lines = models.SelectMany(
            static one => one.Model.Left.Select(number => AuditTable.Text(one.Model[number].Json))).ToArray();
        random.Shuffle(lines);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static string Key(string partition, string sort) => $$$"""{"Pk":{"S":"{{{partition}}}"},"Sk":{"S":"{{{sort}}}"}}""";

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
