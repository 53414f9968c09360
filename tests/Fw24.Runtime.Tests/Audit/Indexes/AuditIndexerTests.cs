using System.Text;
using Fw24.Audit;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Audit.Indexes;

/// <summary>The job that puts stored records into the indexes.</summary>
public sealed class AuditIndexerTests
{
    private readonly MemoryItemStore _rows = new("pk", "sk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stored_records_become_as_new_ones_are()
    {
        await StoreAsync("ABC-D", AuditQueries.None);
        var expected = new MemoryItemStore("pk", "sk");
        await StoreAsync("ABC-D", AuditQueries.Time | AuditQueries.Actor, expected);

        var progress = await RunAsync();

        Assert.Equal((_rows.Items.Count, 5, 0, true), (progress.Rows, progress.Indexed, progress.Unreadable, progress.IsComplete));
        Assert.Equal(expected.Items.Count, _rows.Items.Count);
        Assert.All(expected.Items.Zip(_rows.Items), static pair => Assert.True(AuditTable.Same(pair.First, pair.Second)));
    }

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        await StoreAsync("ABC-D", AuditQueries.None);
        await RunAsync();
        _rows.BeforePut = static (_, _) => new InvalidOperationException("A write.");

        Assert.Equal(0, (await RunAsync()).Indexed);
    }

    [Fact]
    public async Task A_run_that_ends_anywhere_continues_with_its_token()
    {
        await StoreAsync("ABCDEFGHIJ", AuditQueries.None);
        var (runs, token, last) = (0, default(string), default(AuditIndexing));
        do
        {
            await foreach (var progress in Indexer().IndexAsync(rowsPerSecond: 1, segments: 3, token, Stop))
            {
                (token, last) = (progress.Token, progress);
                break;
            }

            runs++;
        }
        while (token is not null);

        Assert.Equal((_rows.Items.Count, 10), (last!.Rows, last.Indexed));
        Assert.InRange(runs, 4, 13);
    }

    [Fact]
    public async Task A_record_that_is_erased_meanwhile_does_not_get_its_actor_back()
    {
        await StoreAsync("A", AuditQueries.None);
        var key = AuditTable.ImageOf("""{"Id":{"S":"item-1"}}""");
        var erasing = new BeforeUpdate(_rows, () => new AuditEraser(_rows, Table(AuditQueries.None), "audit").EraseAsync(
            key, ErasureScope.Actors, cancellationToken: Stop));

        Assert.Equal(1, (await RunAsync(erasing)).Indexed);

        Assert.DoesNotContain(_rows.Items, static row => Encoding.UTF8.GetString(row.Json.Span).Contains("u-A", StringComparison.Ordinal));
        Assert.Single(_rows.Items, static row => AttributeMap.FromItem(row).ContainsKey("byTime"));
    }

    [Fact]
    public async Task A_record_that_expires_meanwhile_is_not_created_again()
    {
        await StoreAsync("A", AuditQueries.None);
        var expiring = new BeforeUpdate(_rows, async () =>
        {
            foreach (var row in _rows.Items)
            {
                await _rows.DeleteAsync("audit", row, null, Stop);
            }
        });

        Assert.Equal(0, (await RunAsync(expiring)).Indexed);
        Assert.Empty(_rows.Items);
    }

    [Fact]
    public async Task Rows_of_other_tables_stay_and_unreadable_ones_are_counted()
    {
        await StoreAsync("AB", AuditQueries.None);
        await _rows.PutAsync("audit", AuditTable.ImageOf("""{"pk":{"S":"AUDIT#Order#x"},"sk":{"S":"1"},"schema":{"S":"y"}}"""), null, Stop);
        var other = AuditTable.Model(name: "others");
        var change = AuditTable.Change(null, """{"Id":{"S":"o-1"}}""", """{"Id":{"S":"o-1"}}""");
        Assert.Empty(await new DynamoDbAuditSink(_rows, other, "audit").StoreAsync([AuditTable.Writer(other).Write(change)], Stop));

        var progress = await RunAsync();

        Assert.Equal((2, 1), (progress.Indexed, progress.Unreadable));
        Assert.Equal(2, _rows.Items.Count(static row => AttributeMap.FromItem(row).ContainsKey("byTime")));
    }

    [Fact]
    public async Task The_rate_is_kept()
    {
        await StoreAsync("ABCDEFGHIJKLMNOPQRSTUVWXYZ", AuditQueries.None);
        var time = new FakeTimeProvider(AuditTable.Start);
        var store = new ScanCounter(_rows);
        var job = new AuditIndexer(store, App(), "audit", time).IndexAsync(10, 1, cancellationToken: Stop);
        await using var progress = job.GetAsyncEnumerator(Stop);

        // Ten rows, then a second: the next ten begin when it is over.
        Assert.True(await progress.MoveNextAsync());
        Assert.Equal(10, progress.Current.Rows);
        var next = progress.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, store.Scans);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
        Assert.Equal((2, 20), (store.Scans, progress.Current.Rows));
    }

    [Fact]
    public void A_rate_of_nothing_is_refused_by_its_name()
        => Assert.Throws<ArgumentOutOfRangeException>(
            "rowsPerSecond", () => Indexer().IndexAsync(rowsPerSecond: 0, cancellationToken: Stop));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("W10")]
    [InlineData("WyJmdzI0LmluZGV4aW5nLzIiLDAsMCwwLFtmYWxzZV1d")]
    [InlineData("WyJmdzI0LmluZGV4aW5nLzEiLDAsMCwwLFtdXQ")]
    public void Another_text_is_no_token(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => Indexer().IndexAsync(token: token, cancellationToken: Stop));

        Assert.Contains("begin again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_without_indexes_is_refused()
    {
        var app = TestTables.App(Table(AuditQueries.None), AuditTable.Model(name: "others"));

        var error = Assert.Throws<ArgumentException>(() => new AuditIndexer(_rows, app, "audit"));

        Assert.Contains("Queries", error.Message, StringComparison.Ordinal);
    }

    private static TableModel Table(AuditQueries queries)
        => AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = queries });

    private static AppModel App() => TestTables.App(Table(AuditQueries.Time | AuditQueries.Actor), AuditTable.Model(name: "others"));

    private AuditIndexer Indexer(IItemStore? store = null) => new(store ?? _rows, App(), "audit", new ImmediateClock());

    private async Task<AuditIndexing> RunAsync(IItemStore? store = null)
    {
        AuditIndexing? last = null;
        await foreach (var progress in Indexer(store).IndexAsync(cancellationToken: Stop))
        {
            last = progress;
        }

        return last!;
    }

    private async Task StoreAsync(string states, AuditQueries queries, MemoryItemStore? rows = null)
    {
        var sink = new DynamoDbAuditSink(rows ?? _rows, Table(queries), "audit");
        var writer = AuditTable.Writer();
        string? before = null;
        for (var number = 1; number <= states.Length; number++)
        {
            var state = states[number - 1];
            var image = state is '-' ? null : $$$"""{"Id":{"S":"item-1"},"State":{"S":"{{{state}}}"},"By":{"S":"u-{{{state}}}"}}""";
            Assert.Empty(await sink.StoreAsync([writer.Write(AuditTable.Change(before, image, number: number))], Stop));
            before = image;
        }
    }

    // Something else that happens before the first update.
    private sealed class BeforeUpdate(IItemStore inner, Func<Task> happens) : DelegatingItemStore(inner)
    {
        private bool _hasHappened;

        public override async ValueTask<bool> UpdateAsync(
            string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        {
            if (!_hasHappened)
            {
                _hasHappened = true;
                await happens();
            }

            return await base.UpdateAsync(table, update, condition, cancellationToken);
        }
    }

    private sealed class ScanCounter(IItemStore store) : DelegatingItemStore(store)
    {
        public int Scans { get; private set; }

        public override ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
        {
            Scans++;
            return base.ScanAsync(table, scan, cancellationToken);
        }
    }
}
