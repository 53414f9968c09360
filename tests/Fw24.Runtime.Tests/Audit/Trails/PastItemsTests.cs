using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.States;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>The items of a partition as they were: which ones they are, in which order, and what is refused.</summary>
public sealed class PastItemsTests
{
    private static readonly TableModel s_table = Table(AuditQueries.Time);

    private readonly MemoryItemStore _rows = new("pk", "sk");
    private readonly MemoryItemStore _items = new("Pk", "Sk");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The table has two entities, and an item may become the other one.
    [Theory]
    [InlineData("Order Order Order", "Whole")]
    [InlineData("Order Order -", "Whole")]
    [InlineData("Order Note Note", "Absent")]
    [InlineData("Note Note Note", "Absent")]
    [InlineData("Note Note -", "Absent")]
    [InlineData("Order Order Note", "Whole")]
    [InlineData("Note Note Order", "Absent")]
    [InlineData("- - Order", "Absent")]
    [InlineData("Order - -", "Absent")]
    [InlineData("- Order Order", "Whole")]
    [InlineData("Order ? Order", "NotKnown")]
    [InlineData("Order ? Note", "NotKnown")]
    [InlineData("Order ? -", "NotKnown")]
    [InlineData("Note ? Order", "NotKnown")]
    [InlineData("Note ? Note", "Absent")]
    [InlineData("Note ? -", "Absent")]
    [InlineData("? ? Order", "NotKnown")]
    [InlineData("? ? Note", "Absent")]
    public async Task An_item_is_of_the_entity_that_it_was(string states, string expected)
    {
        await HappenAsync("a", states.Split(' '));

        var found = await ReadAsync(Source(s_table), Partition(), 2);

        Assert.Equal(expected, found is [var (_, item)] ? $"{item.Knowledge}" : "Absent");
    }

    // A record without its predecessor tells by its old discriminator what the item was.
    [Fact]
    public async Task An_item_that_became_another_entity_without_a_beginning_may_be_there()
    {
        var (before, after) = (Image("a", "Order", 1), Image("a", "Note", 2));
        await RecordAsync(AuditTable.Change(before, after, Key("a"), 3));
        await _items.PutAsync("orders", AuditTable.ImageOf(after), null, Stop);

        var (_, item) = Assert.Single(await ReadAsync(Source(s_table), Partition(), 2));

        Assert.Equal(ItemKnowledge.NotKnown, item.Knowledge);
    }

    [Fact]
    public async Task An_item_without_records_may_have_been_there()
    {
        await _items.PutAsync("orders", AuditTable.ImageOf(Image("a", "Order", 1)), null, Stop);
        await _items.PutAsync("orders", AuditTable.ImageOf(Image("b", "Note", 1)), null, Stop);

        var (key, item) = Assert.Single(await ReadAsync(Source(s_table), Partition(), 2));

        Assert.Equal((Key("a"), ItemKnowledge.NotKnown), (key, item.Knowledge));
    }

    [Fact]
    public async Task An_item_that_is_removed_meanwhile_is_found()
    {
        await HappenAsync("a", "Order", "Order");
        var removed = AuditTable.Change(Image("a", "Order", 2), null, Key("a"), 9);
        var during = new Meanwhile(_items, async () =>
        {
            await _items.DeleteAsync("orders", AuditTable.ImageOf(Key("a")), null, Stop);
            await RecordAsync(removed);
        });

        var found = await ReadAsync(Source(s_table, during), Partition(), 2);

        Assert.Equal(ItemKnowledge.Whole, Assert.Single(found).Item.Knowledge);
        Assert.Empty(_items.Items);
    }

    // The records after the time are read, and the trails of the items that it had.
    [Fact]
    public async Task The_later_the_time_the_less_is_read()
    {
        for (var number = 0; number < 50; number++)
        {
            await HappenAsync($"a-{number}", "Order", "Order", "-");
        }

        Assert.Equal((150, 0), await CountAsync(0));
        Assert.Equal((150, 50), await CountAsync(1));
        Assert.Equal((100, 50), await CountAsync(2));
        Assert.Equal((50, 0), await CountAsync(3));
        Assert.Equal((0, 0), await CountAsync(4));

        async Task<(int Entries, int Items)> CountAsync(int second)
        {
            var before = _rows.EntriesRead;
            var items = (await ReadAsync(Source(s_table), Partition(), second)).Count;
            return (_rows.EntriesRead - before, items);
        }
    }

    [Fact]
    public async Task Keys_have_a_state_each_in_their_order()
    {
        await HappenAsync("a", "Order", "-");
        await HappenAsync("b", "-", "Order");
        List<string> sorts = ["c", "b", "a", "b"];
        var keys = sorts.ConvertAll(static sort => AuditTable.ImageOf(Key(sort)));
        var states = new List<(string, ItemKnowledge)>();
        var past = new PastItems(Source(s_table), s_table.Entities[0], Time(1)) { Keys = keys };
        await foreach (var (reader, item) in past.ReadAsync(Stop))
        {
            states.Add((AuditTable.Text(reader.Key.Json), item.Knowledge));
        }

        Assert.Equal(
            [
                (Key("c"), ItemKnowledge.NotKnown), (Key("b"), ItemKnowledge.Absent), (Key("a"), ItemKnowledge.Whole),
                (Key("b"), ItemKnowledge.Absent),
            ],
            states);
    }

    [Fact]
    public void An_audit_that_does_not_find_records_by_time_says_what_does()
    {
        var own = Table(AuditQueries.None);
        var byActor = Table(AuditQueries.Actor);
        var nested = AuditTable.Model(
            "Type",
            partitionKey: s_table.PartitionKey,
            sortKey: s_table.SortKey,
            audit: new AuditAttribute(AuditLoggerType.DynamoDb));
        foreach (var table in (TableModel[])[own, byActor, nested])
        {
            var past = new PastItems(Source(table), table.Entities[0], Time(1));
            var error = Assert.Throws<NotSupportedException>((past with { Span = new KeySpan(table, Partition()) }).Check);
            Assert.Contains("AuditQueries.Time", error.Message, StringComparison.Ordinal);
            Assert.Contains("CloudWatch", error.Message, StringComparison.Ordinal);

            // The trails of keys are found.
            (past with { Keys = [AuditTable.ImageOf(Key("a"))] }).Check();
            past.Check();
        }
    }

    [Fact]
    public async Task A_partition_of_a_table_without_sort_key_is_its_item()
    {
        var table = AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" });
        var (items, key) = (new MemoryItemStore("Id"), """{"Id":{"S":"item-1"}}""");
        var image = """{"Id":{"S":"item-1"},"State":{"S":"A"}}""";
        var store = new DynamoDbAuditStore(_rows, table, "audit", "orders");
        var source = new AuditSource("shop", table, store, items, "orders", null);
        var query = new ItemQuery("Id", AuditTable.ImageOf("""{"S":"item-1"}""").Json);
        Assert.Empty(await ReadAsync(source, query, 1));

        await RecordAsync(table, AuditTable.Change(null, image, key, 1));
        await RecordAsync(table, AuditTable.Change(image, null, key, 3));

        Assert.Empty(await ReadAsync(source, query, 0));
        Assert.Equal(ItemKnowledge.Whole, Assert.Single(await ReadAsync(source, query, 2)).Item.Knowledge);
        Assert.Empty(await ReadAsync(source, query, 3));

        await items.PutAsync("orders", AuditTable.ImageOf("""{"Id":{"S":"item-2"}}"""), null, Stop);
        var old = query with { PartitionValue = AuditTable.ImageOf("""{"S":"item-2"}""").Json };
        Assert.Equal(ItemKnowledge.NotKnown, Assert.Single(await ReadAsync(source, old, 2)).Item.Knowledge);
    }

    [Fact]
    public void A_query_that_is_no_partition_is_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => new KeySpan(s_table, Partition() with { Index = "by-status" }));
        Assert.Contains("by-status", error.Message, StringComparison.Ordinal);
        foreach (var query in (ItemQuery[])
        [
            Partition() with { Filter = ItemCondition.Exists("A") },
            Partition() with { Attributes = ["A"] },
            Partition() with { IsCount = true },
            Partition() with { After = AuditTable.ImageOf(Key("a")) },
            Partition() with { SortKey = "A", From = AuditTable.ImageOf("""{"S":"a"}""").Json },
            Partition().And("Sk", AuditTable.ImageOf("""{"S":"a"}""").Json),
            new ItemQuery("Sk", AuditTable.ImageOf("""{"S":"a"}""").Json),
        ])
        {
            Assert.Throws<ArgumentException>(() => new KeySpan(s_table, query));
        }
    }

    [Theory]
    [InlineData(KeyType.Number, """{"N":"10"}""", """{"N":"9"}""", """{"N":"10.0"}""")]
    [InlineData(KeyType.Binary, """{"B":"AgE="}""", """{"B":"Af8="}""", """{"B":"AgE="}""")]
    [InlineData(KeyType.String, """{"S":"ä"}""", """{"S":"b"}""", """{"S":"\u00e4"}""")]
    public void Keys_are_in_the_order_of_DynamoDB(KeyType type, string larger, string smaller, string same)
    {
        var table = AuditTable.Model(partitionKey: s_table.PartitionKey, sortKey: new KeyAttribute("Sk", type));
        var from = Partition() with { SortKey = "Sk", From = AuditTable.ImageOf(larger).Json };
        var (large, small, equal) = (KeyOf(larger), KeyOf(smaller), KeyOf(same));

        Assert.Equal((true, false, true), (Contains(from, large), Contains(from, small), Contains(from, equal)));
        var to = Partition() with { SortKey = "Sk", To = AuditTable.ImageOf(smaller).Json };
        Assert.Equal((false, true), (Contains(to, large), Contains(to, small)));
        Assert.Equal((1, 0), (Order(Partition(), large, small), Order(Partition(), large, equal)));
        Assert.Equal(-1, Order(Partition() with { Descending = true }, large, small));

        bool Contains(ItemQuery query, ItemImage key) => new KeySpan(table, query).Contains(key);
        int Order(ItemQuery query, ItemImage left, ItemImage right) => Math.Sign(new KeySpan(table, query).Compare(left, right));
        static ItemImage KeyOf(string sort) => AuditTable.ImageOf($$$"""{"Pk":{"S":"p"},"Sk":{{{sort}}}}""");
    }

    private static TableModel Table(AuditQueries queries) => AuditTable.Model(
        "Type",
        partitionKey: new KeyAttribute("Pk", KeyType.String),
        sortKey: new KeyAttribute("Sk", KeyType.String),
        audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit", Queries = queries });

    private static ItemQuery Partition() => new("Pk", AuditTable.ImageOf("""{"S":"p"}""").Json);

    private static string Key(string sort) => $$$"""{"Pk":{"S":"p"},"Sk":{"S":"{{{sort}}}"}}""";

    private static string Image(string sort, string entity, int number)
        => $$$"""{{{Key(sort)[..^1]}}},"Type":{"S":"{{{entity}}}"},"A":{"N":"{{{number}}}"}}""";

    private static DateTimeOffset Time(int second) => AuditTable.Start.AddSeconds(second);

    private static async Task<List<(string Key, AuditedItem Item)>> ReadAsync(AuditSource source, ItemQuery query, int second)
    {
        var past = new PastItems(source, source.Table.Entities[0], Time(second)) { Span = new KeySpan(source.Table, query) };
        past.Check();
        var states = new List<(string, AuditedItem)>();
        await foreach (var (reader, item) in past.ReadAsync(Stop))
        {
            states.Add((AuditTable.Text(reader.Key.Json), item));
        }

        return states;
    }

    private AuditSource Source(TableModel table, IItemStore? items = null) => new(
        "shop",
        table,
        new DynamoDbAuditStore(_rows, table, table.AuditTableName!, "orders"),
        items ?? _items,
        "orders",
        null);

    // A state for each second from 1 on. The record of "?" is missing: a change of an item that stays what it was, or is to
    // become.
    private async Task HappenAsync(string sort, params string[] states)
    {
        var last = default(string);
        for (var number = 1; number <= states.Length; number++)
        {
            var entity = states[number - 1] is "?" ? states[0] is "?" ? states[^1] : states[0] : states[number - 1];
            var image = entity is "-" ? null : Image(sort, entity, number);
            if (states[number - 1] is not "?" && (last ?? image) is not null)
            {
                await RecordAsync(AuditTable.Change(last, image, Key(sort), number));
            }

            last = image;
        }

        if (last is not null)
        {
            await _items.PutAsync("orders", AuditTable.ImageOf(last), null, Stop);
        }
    }

    private Task RecordAsync(StreamRecord change) => RecordAsync(s_table, change);

    private async Task RecordAsync(TableModel table, StreamRecord change) => Assert.Empty(
        await new DynamoDbAuditSink(_rows, table, "audit").StoreAsync([AuditTable.Writer(table).Write(change)], Stop));

    private sealed class Meanwhile(IItemStore inner, Func<Task> happenAsync) : DelegatingItemStore(inner)
    {
        public override async ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        {
            await happenAsync();
            return await base.QueryAsync(table, query, cancellationToken);
        }
    }
}
