using System.Text;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Audit;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Backfill;

/// <summary>The job that marks items.</summary>
public sealed class ItemBackfillTests
{
    private static readonly EntityModel<string> s_note = Entity("Note");
    private static readonly EntityModel<object> s_order = new()
    {
        Name = "Order",
        Read = static (ref ItemReader item) => Id(ref item),
        Write = static (_, _) => throw new NotSupportedException(),
    };

    private readonly MemoryItemStore _items = new("Id");
    private readonly MemoryItemStore _rows = new("pk", "sk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TwoTables Store => new(_items, _rows);

    [Fact]
    public async Task Items_without_a_beginning_of_their_trail_are_marked_once()
    {
        await PutAsync("a", "b", "c");
        await RecordAsync("a", null, """{"Id":{"S":"a"}}""");
        await RecordAsync("b", """{"Id":{"S":"b"}}""", """{"Id":{"S":"b"},"X":{"N":"1"}}""");

        var progress = await RunAsync(Job(BackfillSnapshots.Missing));

        Assert.Equal((3, 2, 0, true), (progress.Items, progress.Marked, progress.Failed, progress.IsComplete));
        Assert.Equal(["b", "c"], Marks().Keys);
        Assert.All(Marks().Values, static mark => Assert.Equal(new BackfillMark("j", true, null), mark));
        Assert.Equal(0, (await RunAsync(Job(BackfillSnapshots.Missing))).Marked);
    }

    [Fact]
    public async Task A_snapshot_is_a_beginning()
    {
        await PutAsync("a");
        await RecordAsync("a", """{"Id":{"S":"a"}}""", Marked("a", "i", ""));

        Assert.Equal(0, (await RunAsync(Job(BackfillSnapshots.Missing))).Marked);
        Assert.Equal(1, (await RunAsync(Job(BackfillSnapshots.All))).Marked);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public async Task A_beginning_that_has_expired_is_none(int days, int marked)
    {
        await PutAsync("a");
        await RecordAsync("a", null, """{"Id":{"S":"a"}}""", timeToLiveDays: 10);
        await RecordAsync("a", """{"Id":{"S":"a"}}""", """{"Id":{"S":"a"},"X":{"N":"1"}}""", number: 5, timeToLiveDays: 10);

        var time = new FakeTimeProvider(AuditTable.Start.AddDays(days).AddSeconds(1));
        Assert.Equal(marked, (await RunAsync(Job(BackfillSnapshots.Missing, timeToLiveDays: 10, time: time))).Marked);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    public async Task A_head_of_an_earlier_version_tells_a_creation_that_never_expires(int timeToLiveDays, int marked)
    {
        await PutAsync("a");
        await RecordAsync("a", null, """{"Id":{"S":"a"}}""", timeToLiveDays: timeToLiveDays);
        var head = Assert.Single(_rows.Items, static row => AttributeMapOf(row).ContainsKey("begins"));
        const string Begins = "\"begins\":{\"S\":\"2026-11-22T10:05:01Z\"},";
        var text = Encoding.UTF8.GetString(head.Json.Span).Replace(Begins, "", StringComparison.Ordinal);
        Assert.NotEqual(head.Json.Length, text.Length);
        await _rows.PutAsync("audit", AuditTable.ImageOf(text), null, Stop);

        Assert.Equal(marked, (await RunAsync(Job(BackfillSnapshots.Missing, timeToLiveDays: timeToLiveDays))).Marked);
    }

    [Fact]
    public async Task An_erased_trail_gets_no_values_back_unless_all_are_asked_for()
    {
        await PutAsync("a");
        await RecordAsync("a", """{"Id":{"S":"a"}}""", """{"Id":{"S":"a"},"X":{"N":"1"}}""");
        await new AuditEraser(_rows, Table(), "audit").EraseAsync(AuditTable.ImageOf("""{"Id":{"S":"a"}}"""), cancellationToken: Stop);

        Assert.Equal(0, (await RunAsync(Job(BackfillSnapshots.Missing))).Marked);
        Assert.Equal(1, (await RunAsync(Job(BackfillSnapshots.All))).Marked);
    }

    [Fact]
    public async Task A_head_that_cannot_be_read_is_no_beginning()
    {
        await PutAsync("a");
        await _rows.PutAsync(
            "audit", AuditTable.ImageOf("""{"pk":{"S":"AUDIT#\\head#orders#a"},"sk":{"S":"head"},"schema":{"S":"other"}}"""), null, Stop);

        Assert.Equal(1, (await RunAsync(Job(BackfillSnapshots.Missing))).Marked);
    }

    [Fact]
    public async Task A_handler_gets_the_items_of_its_entity_that_the_filter_chooses()
    {
        await PutAsync("a", "b", "c", "Note:d");

        var progress = await RunAsync(Job(handler: "Mailer").Where<object>(static order => order is not "b"));

        Assert.Equal((4, 2), (progress.Items, progress.Marked));
        Assert.Equal(["a", "c"], Marks().Keys);
        Assert.Equal(new BackfillMark("j", false, "Mailer"), Marks()["a"]);
    }

    [Fact]
    public async Task Both_are_asked_for_in_one_write()
    {
        await PutAsync("a", "b", "Note:d");
        await RecordAsync("a", null, """{"Id":{"S":"a"}}""");

        await RunAsync(Job(BackfillSnapshots.Missing, "Mailer"));

        Assert.Equal(
            [new("j", true, null), new("j", false, "Mailer"), new("j", true, "Mailer")],
            ((string[])["Note:d", "a", "b"]).Select(id => Marks()[id]));
    }

    [Fact]
    public async Task A_job_that_asks_for_more_marks_again_and_one_that_asks_for_less_does_not()
    {
        await PutAsync("a", "b");

        Assert.Equal(2, (await RunAsync(Job(handler: "Mailer"))).Marked);
        Assert.Equal(2, (await RunAsync(Job(BackfillSnapshots.All, "Mailer"))).Marked);
        Assert.Equal(0, (await RunAsync(Job(BackfillSnapshots.All))).Marked);
        Assert.Equal(0, (await RunAsync(Job(handler: "Mailer"))).Marked);
        Assert.Equal(2, (await RunAsync(Job(handler: "Mailer", job: "k"))).Marked);
    }

    [Fact]
    public async Task An_item_that_a_transaction_holds_is_marked_after_it()
    {
        await PutAsync("a", "b");
        var conflicts = 3;
        _items.BeforePut = (_, _) => conflicts-- > 0
            ? new AmazonServiceException("Transaction is ongoing for the item") { ErrorCode = "TransactionConflictException" }
            : null;

        var progress = await RunAsync(Job(handler: "Mailer"));

        Assert.Equal((2, 0), (progress.Marked, progress.Failed));
        Assert.True(conflicts < 0);
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_or_marked_is_counted()
    {
        await PutAsync("a", "b", "unreadable");
        _items.BeforePut = static (_, item) => Encoding.UTF8.GetString(item.Json.Span).Contains("\"b\"", StringComparison.Ordinal)
            ? new AmazonServiceException("Item size to update has exceeded the maximum allowed size") { ErrorCode = "ValidationException" }
            : null;

        var progress = await RunAsync(Job(handler: "Mailer").Where<object>(static _ => true));

        Assert.Equal((3, 1, 2), (progress.Items, progress.Marked, progress.Failed));
    }

    [Fact]
    public async Task Items_that_change_meanwhile_are_marked_as_they_are_and_deleted_ones_stay_deleted()
    {
        await PutAsync("a", "b", "c");
        var store = Store;
        var happened = new HashSet<string>();
        store.BeforeUpdate = async id =>
        {
            var isPut = id is not "a" && happened.Add(id);
            var item = AuditTable.ImageOf(Marked(id, id is "b" ? "other" : "j", ",\"X\":{\"N\":\"1\"}"));
            _ = isPut
                ? await _items.PutAsync("orders", item, null, Stop)
                : id is "a" && await _items.DeleteAsync("orders", AuditTable.ImageOf("""{"Id":{"S":"a"}}"""), null, Stop);
        };

        Assert.Equal(1, (await RunAsync(Job(BackfillSnapshots.All, store: store))).Marked);

        Assert.Equal(2, _items.Items.Count);
        Assert.Equal(["b", "c"], Marks().Keys);
        Assert.All(Marks().Values, static mark => Assert.Equal("j", mark.Job));
        Assert.All(_items.Items, static item => Assert.True(item.TryGetAttribute("X"u8, out _)));
    }

    [Fact]
    public async Task A_run_that_ends_after_any_page_or_write_continues_with_its_token()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(static id => $"i-{id}")];
        for (var crash = 0; crash <= ids.Length; crash++)
        {
            await PutAsync(ids);
            var (writes, token, isComplete) = (0, default(string), false);
            var store = Store;
            store.BeforeUpdate = _ => Interlocked.Increment(ref writes) == crash + 1
                ? throw new IOException("A crash.")
                : Task.CompletedTask;
            while (!isComplete)
            {
                try
                {
                    await foreach (var progress in Job(BackfillSnapshots.All, store: store).RunAsync(6, 3, token, Stop))
                    {
                        (token, isComplete) = (progress.Token, progress.IsComplete);
                        break;
                    }
                }
                catch (IOException)
                {
                }
            }

            Assert.Equal(ids.Length, Marks().Count);
            Assert.Equal(ids.Length + (crash < ids.Length ? 1 : 0), writes);
        }
    }

    [Fact]
    public async Task The_rate_is_that_of_marks()
    {
        await PutAsync([.. Enumerable.Range(0, 30).Select(static id => $"i-{id}")]);
        var time = new FakeTimeProvider(AuditTable.Start);
        await using var progress = Job(BackfillSnapshots.All, time: time).RunAsync(10, 1, cancellationToken: Stop).GetAsyncEnumerator(Stop);

        Assert.True(await progress.MoveNextAsync());
        var next = progress.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(10, Marks().Count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
        Assert.Equal((20, 20), (Marks().Count, progress.Current.Marked));
    }

    [Fact]
    public async Task Audit_records_among_the_items_are_none()
    {
        await PutAsync("a", "AUDIT#Order#a");

        var progress = await RunAsync(Job(BackfillSnapshots.All, auditTable: null));

        Assert.Equal((1, 1), (progress.Items, progress.Marked));
    }

    [Fact]
    public async Task A_token_is_one_of_its_job()
    {
        await PutAsync("a", "b");
        await using var progress = Job(BackfillSnapshots.All).RunAsync(1, 1, cancellationToken: Stop).GetAsyncEnumerator(Stop);
        Assert.True(await progress.MoveNextAsync());
        var token = progress.Current.Token;

        Assert.NotNull(token);
        var other = Job(BackfillSnapshots.All, job: "k");
        var error = Assert.Throws<ArgumentException>(() => other.RunAsync(token: token, cancellationToken: Stop));
        Assert.Contains("begin again", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Job(BackfillSnapshots.Missing).RunAsync(token: token, cancellationToken: Stop));
        var elsewhere = new ItemBackfill(Store, App(Table()), "orders", "j") { Snapshots = BackfillSnapshots.All, TableName = "orders-2" };
        Assert.Throws<ArgumentException>(() => elsewhere.RunAsync(token: token, cancellationToken: Stop));
    }

    [Fact]
    public void A_rate_of_nothing_is_refused_by_its_name()
        => Assert.Throws<ArgumentOutOfRangeException>(
            "itemsPerSecond", () => Job(BackfillSnapshots.All).RunAsync(itemsPerSecond: 0, cancellationToken: Stop));

    [Fact]
    public void What_nobody_would_receive_is_refused()
    {
        Refused("nothing to do", () => Job());
        Refused("Mailer, Remover", () => Job(handler: "Mailre"));
        Refused("OnInsertedAsync", () => Job(handler: "Remover"));
        Refused("would mark none", () => Job(handler: "Mailer").Where<string>(static _ => true));
        Refused("not audited", () => new(Store, App(TestTables.Orders()), "orders", "j") { Snapshots = BackfillSnapshots.All });
        Assert.Contains(
            "orders",
            Assert.Throws<ArgumentException>(() => new ItemBackfill(Store, App(Table()), "order", "j")).Message,
            StringComparison.Ordinal);
        var narrow = App(AuditTable.Model(viewType: StreamViewType.NewImage));
        Assert.Contains(
            "ViewType",
            Assert.Throws<ArgumentException>(() => new ItemBackfill(Store, narrow, "orders", "j")).Message,
            StringComparison.Ordinal);
        Assert.Contains("Order, Note", Assert.Throws<ArgumentException>(
            () => Job(BackfillSnapshots.All).Where<AppModel>(static _ => true)).Message, StringComparison.Ordinal);
        Assert.Contains("64 characters, this one has 65", Assert.Throws<ArgumentOutOfRangeException>(
            "job", () => Job(BackfillSnapshots.All, job: new('x', 65))).Message, StringComparison.Ordinal);

        static void Refused(string reason, Func<ItemBackfill> job)
        {
            var error = Assert.Throws<InvalidOperationException>(() => job().RunAsync(cancellationToken: Stop));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    private static string Marked(string id, string job, string rest)
        => $$"""{"Id":{"S":"{{id}}"}{{rest}},"fw24:backfill":{"M":{"job":{"S":"{{job}}"},"snapshot":{"BOOL":true} } } }""";

    private static EntityModel<string> Entity(string name)
        => new() { Name = name, Read = Id, Write = static (_, _) => throw new NotSupportedException() };

    private static string Id(ref ItemReader item)
    {
        var id = "";
        while (item.NextAttribute(out var name))
        {
            if (name.Is("Id"u8))
            {
                id = item.ReadString();
            }
            else
            {
                item.SkipValue();
            }
        }

        return id is "unreadable" ? throw item.Missing("X") : id;
    }

    private static TableModel Table(int timeToLiveDays = 0, string? auditTable = "audit") => new()
    {
        Name = "orders",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        Discriminator = "Kind",
        UnmarkedEntity = s_order,
        Entities = [s_order, s_note],
        Stream = new StreamEnabledAttribute(),
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = auditTable, TimeToLiveDays = timeToLiveDays },
    };

    private static AppModel App(TableModel table) => new()
    {
        Name = "shop",
        Tables = [table],
        Handlers = [Handler("Mailer", ChangeOperations.Insert), Handler("Remover", ChangeOperations.Remove)],
    };

    private static HandlerModel<OrderHandler, OrderChange> Handler(string name, ChangeOperations operations) => new()
    {
        Name = name,
        TableName = "orders",
        Entity = s_order,
        Operations = operations,
        Read = OrderChange.Read,
    };

    private static Dictionary<string, AttributeValue> AttributeMapOf(ItemImage row) => AttributeMap.FromItem(row);

    private ItemBackfill Job(
        BackfillSnapshots snapshots = BackfillSnapshots.None,
        string? handler = null,
        string job = "j",
        int timeToLiveDays = 0,
        TimeProvider? time = null,
        IItemStore? store = null,
        string? auditTable = "audit")
        => new(store ?? Store, App(Table(timeToLiveDays, auditTable)), "orders", job, time ?? new ImmediateClock())
        {
            Snapshots = snapshots,
            Handler = handler,
        };

    private static async Task<BackfillProgress> RunAsync(ItemBackfill job)
    {
        BackfillProgress? last = null;
        await foreach (var progress in job.RunAsync(cancellationToken: Stop))
        {
            last = progress;
        }

        return last!;
    }

    private Dictionary<string, BackfillMark> Marks() => _items.Items
        .Select(static item => (Id: AttributeMapOf(item)["Id"].S, Mark: BackfillMark.In(item)))
        .Where(static one => one.Mark is not null)
        .ToDictionary(static one => one.Id, static one => one.Mark!);

    private async Task PutAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            var kind = id.StartsWith("Note:", StringComparison.Ordinal) ? ",\"Kind\":{\"S\":\"Note\"}" : "";
            await _items.PutAsync("orders", AuditTable.ImageOf($$$"""{"Id":{"S":"{{{id}}}"}{{{kind}}}}"""), null, Stop);
        }
    }

    private async Task RecordAsync(string id, string? old, string @new, int number = 1, int timeToLiveDays = 0)
    {
        var table = Table(timeToLiveDays);
        var change = BackfillMark.Told(AuditTable.Change(old, @new, $$$"""{"Id":{"S":"{{{id}}}"}}""", number));
        Assert.Empty(await new DynamoDbAuditSink(_rows, table, "audit").StoreAsync([AuditTable.Writer(table).Write(change)], Stop));
    }

    // What happens before each update.
    private sealed class TwoTables(MemoryItemStore items, MemoryItemStore rows) : DelegatingItemStore(items)
    {
        public Func<string, Task>? BeforeUpdate { get; set; }

        public override async ValueTask<bool> UpdateAsync(
            string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
        {
            var id = AttributeMapOf(update.Key)["Id"].S;
            if (BeforeUpdate is { } happens)
            {
                await happens(id);
            }

            return await base.UpdateAsync(table, update, condition, cancellationToken);
        }

        public override ValueTask<BatchGetResult> BatchGetAsync(
            string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
        {
            Assert.Equal("audit", table);
            return rows.BatchGetAsync(table, keys, options, cancellationToken);
        }
    }
}
