using System.Globalization;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Audit.Indexes;

/// <summary>The items that have records missing, found through the index.</summary>
/// <remarks><c>FW24_MISSING_AUDITS</c> is the number of random audits (300 by default), <c>FW24_MISSING_FIRST</c> the first seed.</remarks>
public sealed class MissingRecordsTests
{
    private readonly MemoryItemStore _rows = new("pk", "sk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_found_until_it_comes()
    {
        var history = new ItemHistory("ABCD", SharedAudit.Orders);
        await StoreAsync(SharedAudit.Orders, history.Records(1, 2, 4));

        var missing = Assert.Single(await ReadAsync());

        Assert.Equal(("orders", "Order"), (missing.Gap.Table, missing.Gap.Entity));
        Assert.Equal("""{"Id":{"S":"item-1"}}""", AuditTable.Text(missing.Gap.Key.Json));
        Assert.Equal((2, 4), (ItemHistory.NumberOf(missing.Gap.After), ItemHistory.NumberOf(missing.Gap.Before)));
        Assert.Equal((AuditTable.Start.AddSeconds(2), AuditTable.Start.AddSeconds(4)), (missing.From, missing.Since));

        await StoreAsync(SharedAudit.Orders, history.Records(3));
        Assert.Empty(await ReadAsync());
        Assert.Equal(4, _rows.Items.Count(static row => AttributeMap.FromItem(row).ContainsKey("byTime")));
    }

    [Fact]
    public async Task The_mark_is_in_the_index_while_it_is_open()
    {
        var history = new ItemHistory("ABCD", SharedAudit.Orders);
        await StoreAsync(SharedAudit.Orders, history.Records(1, 4));

        var open = AttributeMap.FromItem(_rows.Items.Single(IsGap));
        Assert.Matches("^orders#gap[0-9a-f]$", open["byTime"].S);
        Assert.Equal("2026-11-22T10:05:04.0000000Z#0000000000000000000400000000000000000000", open["at"].S);
        Assert.False(open.ContainsKey("byActor"));

        await StoreAsync(SharedAudit.Orders, history.Records(2));
        await StoreAsync(SharedAudit.Orders, history.Records(3));
        var filled = _rows.Items.Where(IsGap).Select(AttributeMap.FromItem).ToList();
        Assert.Equal(2, filled.Count);
        Assert.All(
            filled,
            static row => Assert.Equal(("filled", false, false), (row["state"].S, row.ContainsKey("byTime"), row.ContainsKey("at"))));
    }

    [Fact]
    public async Task What_is_left_of_a_gap_is_missing_no_shorter()
    {
        var history = new ItemHistory("ABCDEFG", SharedAudit.Orders);
        await StoreAsync(SharedAudit.Orders, history.Records(1, 7));
        await StoreAsync(SharedAudit.Orders, history.Records(4));

        Assert.Equal(
            [(1, 4, AuditTable.Start.AddSeconds(4)), (4, 7, AuditTable.Start.AddSeconds(7))],
            (await ReadAsync()).Select(
                static one => (ItemHistory.NumberOf(one.Gap.After), ItemHistory.NumberOf(one.Gap.Before), one.Since)));
    }

    // A head of before the times were stored: the change after the gap was made at the time of the latest one at the latest.
    [Fact]
    public async Task A_trail_of_before_the_times_goes_on()
    {
        var history = new ItemHistory("ABCDEF", SharedAudit.Orders);
        await StoreAsync(SharedAudit.Orders, history.Records(1, 5, 6));
        var head = AttributeMap.FromItem(_rows.Items.Single(static row => AttributeMap.FromItem(row)["sk"].S == "head"));
        Assert.Equal(["5", "1!", "0"], head["times"].L.Select(static one => one.S));
        head.Remove("times");
        await _rows.PutAsync("audit", AttributeMap.ToItem(head), null, Stop);
        await StoreAsync(SharedAudit.Orders, history.Records(3));

        Assert.Equal(
            [(1, 3, AuditTable.Start.AddSeconds(3)), (3, 5, AuditTable.Start.AddSeconds(6))],
            (await ReadAsync()).Select(
                static one => (ItemHistory.NumberOf(one.Gap.After), ItemHistory.NumberOf(one.Gap.Before), one.Since)));
    }

    [Fact]
    public async Task A_record_before_that_has_expired_leaves_its_time_unknown()
    {
        await StoreAsync(SharedAudit.Orders, new ItemHistory("ABC", SharedAudit.Orders).Records(1, 3));
        var first = _rows.Items.Single(static row => AttributeMap.FromItem(row).GetValueOrDefault("id")?.S == "event-1");
        await _rows.DeleteAsync("audit", first, null, Stop);

        Assert.Null(Assert.Single(await ReadAsync()).From);
    }

    [Fact]
    public async Task An_audit_without_the_index_says_what_can()
    {
        var byActor = Table("byActor", AuditQueries.Actor);
        var own = AuditTable.Model(name: "own", audit: new AuditAttribute(AuditLoggerType.DynamoDb));
        var reader = Reader(SharedAudit.Orders, byActor, own);

        foreach (var (table, remedy) in new[] { ("byActor", "to it"), ("own", "AuditTableName") })
        {
            var error = Assert.Throws<NotSupportedException>(() => reader.MissingAsync("orders", table));
            Assert.Contains($"audit of {table}", error.Message, StringComparison.Ordinal);
            Assert.Contains("Queries = AuditQueries.Time", error.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<NotSupportedException>(() => reader.MissingAsync());
        Assert.Throws<ArgumentException>(() => reader.MissingAsync("nurses"));
        await foreach (var one in reader.MissingAsync("orders"))
        {
            Assert.Fail($"Nothing is missing: {one}");
        }
    }

    [Fact]
    public async Task Thousands_are_read_a_page_at_a_time()
    {
        foreach (var item in Enumerable.Range(0, 1_000))
        {
            await StoreAsync(SharedAudit.Orders, new Changes(SharedAudit.Orders, $"item-{item}", "ABC", item).Records(1, 3));
        }

        var counted = new CountedReads(_rows);
        var first = new List<MissingRecords>();
        await foreach (var one in Reader(counted, SharedAudit.Orders).MissingAsync())
        {
            first.Add(one);
            if (first.Count == 50)
            {
                break;
            }
        }

        Assert.Equal(first.OrderBy(static one => one.Since), first);
        Assert.Equal((16, 100), (counted.Queries, counted.Rows));
        Assert.Equal(1_000, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task Every_hole_of_random_audits_is_found_and_nothing_else()
    {
        var first = Variable("FW24_MISSING_FIRST") ?? 0;
        for (var seed = first; seed < first + (Variable("FW24_MISSING_AUDITS") ?? 300); seed++)
        {
            try
            {
                await new MissingRecordsTests().CheckAsync(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails (FW24_MISSING_FIRST): {exception.Message}", exception);
            }
        }
    }

    // In any order, some twice, some never; some by functions of before the index, whose gaps the job adds.
    private async Task CheckAsync(Random random)
    {
        var items = new List<(Changes Item, List<int> Stored)>();
        var deliveries = new List<(Changes Item, int Number)>();
        foreach (var number in Enumerable.Range(0, random.Next(1, 8)))
        {
            var table = random.Next(2) == 0 ? SharedAudit.Orders : SharedAudit.Notes;
            var item = new Changes(table, $"item-{number}", States(random), random.Next(1_000));
            var stored = Enumerable.Range(1, item.Count).Where(_ => random.Next(3) > 0).ToList();
            items.Add((item, stored));
            deliveries.AddRange(stored.Concat(stored.Where(_ => random.Next(4) == 0)).Select(change => (item, change)));
        }

        var all = deliveries.ToArray();
        random.Shuffle(all);
        var old = random.Next(2) * random.Next(all.Length + 1);
        foreach (var (item, number) in all[..old])
        {
            await StoreAsync(Table(item.Table.Name, AuditQueries.None), item.Records(number));
        }

        if (old > 0)
        {
            await IndexAsync();
        }

        foreach (var (item, number) in all[old..])
        {
            await StoreAsync(item.Table, item.Records(number));
        }

        var expected = items.SelectMany(static one => one.Item.Holes(one.Stored)).Order();
        var found = await ReadAsync();
        Assert.Equal(expected, found.Select(static one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Gap.Table} {AuditTable.Text(one.Gap.Key.Json)} {one.From:s} {one.Since:s}")).Order());
        Assert.Equal(found.Select(static one => one.Since).Order(), found.Select(static one => one.Since));
    }

    // Adjacent states differ.
    private static string States(Random random)
    {
        var states = "";
        for (var last = '-'; states.Length < random.Next(1, 14);)
        {
            var next = random.Next(5) == 0 ? '-' : (char)('A' + random.Next(4));
            if (next != last)
            {
                states += last = next;
            }
        }

        return states.Length == 0 ? "A" : states;
    }

    private static bool IsGap(ItemImage row) => AttributeMap.FromItem(row)["schema"].S == "fw24.audit.gap/1";

    private static TableModel Table(string name, AuditQueries queries) => AuditTable.Model(
        name: name, audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = queries });

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private AuditSources Reader(params TableModel[] tables) => Reader(_rows, tables);

    private static AuditSources Reader(IItemStore rows, params TableModel[] tables) => new(
        [
            .. tables.Select(table => new AuditSource(
                "shop", table, new DynamoDbAuditStore(rows, table, table.AuditTableName!, table.Name), null, table.Name, null)),
        ],
        [TestTables.App(tables)]);

    private async Task<List<MissingRecords>> ReadAsync()
    {
        var missing = new List<MissingRecords>();
        await foreach (var one in Reader(SharedAudit.Orders, SharedAudit.Notes).MissingAsync().WithCancellation(Stop))
        {
            missing.Add(one);
        }

        return missing;
    }

    private async Task StoreAsync(TableModel table, IReadOnlyList<AuditRecord> records)
        => Assert.Empty(await new DynamoDbAuditSink(_rows, table, "audit").StoreAsync(records, Stop));

    private async Task IndexAsync()
    {
        var app = TestTables.App(SharedAudit.Orders, SharedAudit.Notes);
        await foreach (var _ in new AuditIndexer(_rows, app, "audit", new ImmediateClock()).IndexAsync(cancellationToken: Stop))
        {
        }
    }

    /// <summary>The changes of an item, as the letters of its states, a second apart.</summary>
    private sealed class Changes(TableModel table, string id, string states, int second)
    {
        public TableModel Table => table;

        public int Count => states.Length;

        public AuditRecord[] Records(params IEnumerable<int> numbers) => [.. numbers.Select(Record)];

        /// <summary>What is missing between changes that are stored, unless what is missing leads back to where it began.</summary>
        public IEnumerable<string> Holes(List<int> stored)
            => stored.Zip(stored.Skip(1)).Where(pair => StateAt(pair.First) != StateAt(pair.Second - 1)).Select(pair => string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{{{table.Name}}} {"Id":{"S":"{{{id}}}"}} {{{TimeOf(pair.First):s}}} {{{TimeOf(pair.Second):s}}}"""));

        private DateTimeOffset TimeOf(int number) => AuditTable.Start.AddSeconds(second + number);

        private AuditRecord Record(int number)
        {
            var change = AuditTable.Change(ImageAt(number - 1), ImageAt(number), $$$"""{"Id":{"S":"{{{id}}}"}}""", number) with
            {
                ChangedAt = TimeOf(number),
            };
            return new AuditRecordWriter("shop", table, new FakeTimeProvider(AuditTable.Start)).Write(change);
        }

        private char StateAt(int number) => number == 0 ? '-' : states[number - 1];

        private string? ImageAt(int number)
            => StateAt(number) is '-' ? null : $$$"""{"Id":{"S":"{{{id}}}"},"State":{"S":"{{{StateAt(number)}}}"}}""";
    }

    private sealed class CountedReads(IItemStore inner) : DelegatingItemStore(inner)
    {
        public int Queries { get; private set; }

        public int Rows { get; private set; }

        public override ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        {
            Queries++;
            return base.QueryAsync(table, query, cancellationToken);
        }

        public override ValueTask<BatchGetResult> BatchGetAsync(
            string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
        {
            Rows += keys.Count;
            return base.BatchGetAsync(table, keys, options, cancellationToken);
        }
    }
}
