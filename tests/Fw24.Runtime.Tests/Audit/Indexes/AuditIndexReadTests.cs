using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Audit.Indexes;

/// <summary>The attributes of the indexes, what a read through them costs, and what is refused without them.</summary>
public sealed class AuditIndexReadTests
{
    private readonly MemoryItemStore _rows = new("pk", "sk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_has_the_documented_attributes_and_a_head_none()
    {
        var change = AuditTable.Change(null, """{"Id":{"S":"item-1"},"By":{"S":"u#7"}}""");
        Assert.Empty(await Sink(AuditQueries.Time | AuditQueries.Actor).StoreAsync([AuditTable.Writer().Write(change)], Stop));

        var rows = _rows.Items.Select(AttributeMap.FromItem).ToList();
        var record = rows.Single(static row => row["schema"].S == "fw24.audit/2");

        // SHA-256 of AUDIT#Order#item-1 begins with 3.
        Assert.Equal("AUDIT#Order#item-1", record["pk"].S);
        Assert.Equal("orders#3", record["byTime"].S);
        Assert.Equal("orders#3#u#7", record["byActor"].S);
        Assert.Equal("2026-11-22T10:05:01.0000000Z#0000000000000000000100000000000000000000", record["at"].S);
        Assert.All(rows.Where(row => row != record), static row => Assert.DoesNotContain("at", row.Keys));
    }

    [Theory]
    [InlineData(AuditQueries.None, "By", "")]
    [InlineData(AuditQueries.Time, "By", "at byTime")]
    [InlineData(AuditQueries.Actor, "By", "at byActor")]
    [InlineData(AuditQueries.Actor, "Other", "")]
    public async Task Only_what_is_asked_for_and_known_is_stored(AuditQueries queries, string actorAttribute, string expected)
    {
        var change = AuditTable.Change(null, $$$"""{"Id":{"S":"item-1"},"{{{actorAttribute}}}":{"S":"u-7"}}""");
        Assert.Empty(await Sink(queries).StoreAsync([AuditTable.Writer().Write(change)], Stop));

        var record = _rows.Items.Select(AttributeMap.FromItem).Single(static row => row.ContainsKey("operation"));
        var names = record.Keys.Where(static name => name.StartsWith("by", StringComparison.Ordinal) || name == "at").Order();
        Assert.Equal(expected, string.Join(' ', names));
    }

    [Fact]
    public async Task Records_in_the_audited_table_have_none_of_its_attributes()
    {
        var table = Table(AuditQueries.Time | AuditQueries.Actor, null, new KeyAttribute("sk", KeyType.String));
        var rows = new MemoryItemStore("Id", "sk");
        var change = AuditTable.Change(
            null, """{"Id":{"S":"item-1"},"sk":{"S":"a"},"By":{"S":"u-7"}}""", """{"Id":{"S":"item-1"},"sk":{"S":"a"}}""");
        Assert.Empty(await new DynamoDbAuditSink(rows, table, "orders").StoreAsync([AuditTable.Writer(table).Write(change)], Stop));

        Assert.NotEmpty(rows.Items);
        Assert.All(rows.Items, static row => Assert.DoesNotContain("byTime", AttributeMap.FromItem(row).Keys));
    }

    [Fact]
    public async Task Erasing_an_actor_takes_the_record_out_of_the_index_of_actors_alone()
    {
        var change = AuditTable.Change(null, """{"Id":{"S":"item-1"},"By":{"S":"u-7"}}""");
        Assert.Empty(await Sink(AuditQueries.Time | AuditQueries.Actor).StoreAsync([AuditTable.Writer().Write(change)], Stop));
        var table = Table(AuditQueries.Time | AuditQueries.Actor);
        var eraser = new AuditEraser(_rows, table, "audit");

        await eraser.EraseAsync(change.Keys, ErasureScope.Values, cancellationToken: Stop);
        Assert.Equal(1, Rows().Count(static row => row.Contains("byActor", StringComparison.Ordinal)));
        await eraser.EraseAsync(change.Keys, ErasureScope.Actors, cancellationToken: Stop);

        Assert.DoesNotContain(Rows(), static row => row.Contains("u-7", StringComparison.Ordinal));
        Assert.Single(await Changes(AuditQueries.Time).ToListAsync(Stop));
        Assert.Empty(await Changes(AuditQueries.Actor).By("u-7").ToListAsync(Stop));
    }

    [Theory]
    [InlineData(AuditQueries.None, false, "by their item only")]
    [InlineData(AuditQueries.None, true, "by their item only")]
    [InlineData(AuditQueries.Actor, false, "by their actor")]
    public async Task Without_an_index_the_refusal_names_the_setting(AuditQueries queries, bool isByActor, string expected)
    {
        var query = isByActor ? Changes(queries).By("u-7") : Changes(queries);

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => query.ToListAsync(Stop));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Queries = AuditQueries.Time", error.Message, StringComparison.Ordinal);
        Assert.Equal(isByActor, error.Message.Contains("AuditQueries.Actor", StringComparison.Ordinal));
        Assert.DoesNotContain("u-7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_of_actors_finds_an_actor_without_one_of_times()
    {
        await FillAsync(20);

        Assert.Equal(10, (await Changes(AuditQueries.Actor).By("u-1").ToListAsync(Stop)).Count);
        Assert.Equal(10, (await Changes(AuditQueries.Time).By("u-1").ToListAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_page_reads_a_few_entries_of_each_partition_and_only_its_rows()
    {
        await FillAsync(2_000);
        var (entries, gets) = (_rows.EntriesRead, _rows.Gets);

        var page = await Changes(AuditQueries.Time).Descending().Take(20).ToListAsync(Stop);

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"event-{2_000 - i}"), page.Select(static entry => entry.EventId));
        Assert.InRange(_rows.EntriesRead - entries, 20, 16 * 30);
        Assert.InRange(_rows.Gets - gets, 20, 42);
    }

    [Fact]
    public async Task A_filter_that_few_satisfy_stops_at_the_last_one_wanted()
    {
        await FillAsync(1_500);
        var gets = _rows.Gets;

        var first = await Changes(AuditQueries.Time).Operations(ChangeOperations.Insert).By("u-0").FirstOrDefaultAsync(Stop);

        Assert.Equal("event-2", first!.EventId);
        Assert.InRange(_rows.Gets - gets, 1, 200);
    }

    [Fact]
    public async Task Rows_that_DynamoDB_leaves_unprocessed_are_asked_for_again_in_order()
    {
        await FillAsync(250);
        _rows.LeavesUnprocessed = static (batch, key) => batch % 2 == 0
            && Encoding.UTF8.GetString(key.Json.Span).Contains('1', StringComparison.Ordinal);

        var read = await Changes(AuditQueries.Time).ToListAsync(Stop);

        Assert.Equal(Enumerable.Range(1, 250).Select(static i => $"event-{i}"), read.Select(static entry => entry.EventId));
    }

    [Fact]
    public async Task Rows_that_stay_unprocessed_are_an_error_and_not_missing()
    {
        await FillAsync(10);
        _rows.LeavesUnprocessed = static (_, _) => true;

        var error = await Assert.ThrowsAsync<TimeoutException>(() => Changes(AuditQueries.Time).ToListAsync(Stop));

        Assert.Contains("audit records of orders", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_between_seconds_is_between_the_records()
    {
        await FillAsync(10);
        var time = AuditTable.Start.AddSeconds(5);

        Assert.Equal("5 6", await NumbersAsync(Changes(AuditQueries.Time).Between(time, time.AddSeconds(1))));
        Assert.Equal("6", await NumbersAsync(Changes(AuditQueries.Time).Between(time.AddTicks(1), time.AddSeconds(1))));
        Assert.Equal("5", await NumbersAsync(Changes(AuditQueries.Time).Between(time, time.AddSeconds(1).AddTicks(-1))));
        Assert.Throws<ArgumentException>(() => Changes(AuditQueries.Time).Between(time, time.AddSeconds(-1)));
        Assert.Equal("9 10", await NumbersAsync(Changes(AuditQueries.Time).From(time.AddSeconds(4))));
        Assert.Equal("2 1", await NumbersAsync(Changes(AuditQueries.Time).To(time.AddSeconds(-3)).Descending()));
        Assert.Equal("1", await NumbersAsync(Changes(AuditQueries.Time).Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Take(1)));
    }

    private static async Task<string> NumbersAsync(AuditQuery query)
        => string.Join(' ', (await query.ToListAsync(Stop)).Select(static entry => entry.EventId["event-".Length..]));

    // One item each, by two actors, one second after the other.
    private async Task FillAsync(int count)
    {
        var sink = Sink(AuditQueries.Time | AuditQueries.Actor);
        var writer = AuditTable.Writer();
        for (var number = 1; number <= count; number++)
        {
            var key = $$$"""{"Id":{"S":"item-{{{number}}}"}""";
            var image = $$$"""{{{key}}},"By":{"S":"u-{{{number % 2}}}"}}""";
            Assert.Empty(await sink.StoreAsync([writer.Write(AuditTable.Change(null, image, key + "}", number))], Stop));
        }
    }

    private AuditQuery Changes(AuditQueries queries)
    {
        var table = Table(queries);
        var store = new DynamoDbAuditStore(_rows, table, "audit", "orders", new ImmediateClock());
        return new AuditSources([new AuditSource("shop", table, store, null, "orders", null)], [TestTables.App(table)]).Changes();
    }

    private DynamoDbAuditSink Sink(AuditQueries queries) => new(_rows, Table(queries), "audit");

    private IEnumerable<string> Rows() => _rows.Items.Select(static row => Encoding.UTF8.GetString(row.Json.Span));

    private static TableModel Table(AuditQueries queries, string? auditTable = "audit", KeyAttribute? sortKey = null) => AuditTable.Model(
        sortKey: sortKey, audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = auditTable, Queries = queries });
}
