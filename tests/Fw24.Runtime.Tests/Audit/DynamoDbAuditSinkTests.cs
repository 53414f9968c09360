using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Runtime.Tests.Audit;

public sealed class DynamoDbAuditSinkTests
{
    private readonly MemoryItemStore _store = new("pk", "sk");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_is_an_item_of_native_attributes()
    {
        const string Old = """{"Id":{"S":"item-1"},"Tags":{"SS":["a"]}}""";
        const string New = """{"Id":{"S":"item-1"},"Tags":{"SS":["b","a"]},"Blob":{"B":"AAH/"},"Big":{"N":"12345678901234567890123456789012345678"},"By":{"S":"u-7"}}""";

        Assert.Empty(await Sink().StoreAsync([AuditTable.Writer().Write(AuditTable.Change(Old, New))], Cancellation));

        Assert.Equal(
            """
            {"pk":{"S":"AUDIT#Order#item-1"},"sk":{"S":"0000000000000000000100000000000000000000"},"schema":{"S":"fw24.audit/2"},"id":{"S":"event-1"},"time":{"S":"2026-11-22T10:05:01Z"},"recordedAt":{"S":"2026-11-22T10:05:03Z"},"app":{"S":"shop"},"table":{"S":"orders"},"entity":{"S":"Order"},"operation":{"S":"modify"},"key":{"M":{"Id":{"S":"item-1"}}},"changes":{"M":{"Big":{"M":{"new":{"N":"12345678901234567890123456789012345678"}}},"Blob":{"M":{"new":{"B":"AAH/"}}},"By":{"M":{"new":{"S":"u-7"}}},"Tags":{"M":{"old":{"SS":["a"]},"new":{"SS":["a","b"]}}}}},"actor":{"S":"u-7"},"actorKind":{"S":"writer"},"origin":{"S":"application"},"sequence":{"S":"100000000000000000000"}}
            """,
            AuditTable.Text(Assert.Single(Records(_store)).Json));
    }

    [Fact]
    public async Task H18_In_the_audited_table_the_record_keeps_out_of_the_applications_attributes()
    {
        var store = new MemoryItemStore("Id", "entity");
        var table = AuditTable.Model(sortKey: new KeyAttribute("entity", KeyType.String), timeToLive: "time", audit: new AuditAttribute(AuditLoggerType.DynamoDb) { TimeToLiveDays = 1 });
        var record = AuditTable.Writer(table).Write(AuditTable.Change(null, """{"Id":{"S":"item-1"},"entity":{"S":"x"}}""", """{"Id":{"S":"item-1"},"entity":{"S":"x"}}"""));

        Assert.Empty(await new DynamoDbAuditSink(store, table, "orders").StoreAsync([record], Cancellation));

        var item = AttributeMap.FromItem(Assert.Single(Records(store)));
        Assert.Equal(["Id", "audit", "entity", "time"], item.Keys.Order());
        Assert.Equal("AUDIT#Order#item-1#x", item["Id"].S);
        Assert.Equal("1795428301", item["time"].N);
        Assert.All(store.Items, item => Assert.True(table.IsAuditRow(item)));
        Assert.All(store.Items, item => Assert.Equal(["Id", "audit", "entity", "time"], AttributeMap.FromItem(item).Keys.Order()));
        Assert.Equal("event-1", AuditEntry.FromItem(Records(store)[0]).EventId);
    }

    [Fact]
    public async Task A_table_without_sort_key_has_the_sequence_number_in_its_partition_key()
    {
        var store = new MemoryItemStore("Id");
        var sink = new DynamoDbAuditSink(store, AuditTable.Model(), "orders");

        Assert.Empty(await sink.StoreAsync(Records(2), Cancellation));

        Assert.Equal(
            ["AUDIT#Order#item-1#0000000000000000000100000000000000000000", "AUDIT#Order#item-1#0000000000000000000200000000000000000000"],
            Records(store).Select(static item => AttributeMap.FromItem(item)["Id"].S));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await sink.ReadAsync("Order", AuditTable.ImageOf(RandomHistory.Keys), Cancellation));
    }

    [Theory]
    [InlineData(KeyType.Number, null, "Id", "strings")]
    [InlineData(KeyType.Binary, null, "Id", "strings")]
    [InlineData(KeyType.String, KeyType.Number, "Id", "strings")]
    [InlineData(KeyType.String, KeyType.String, "audit", "'audit'")]
    public void H18_A_table_whose_keys_no_audit_record_can_have_is_refused_at_start(KeyType partition, KeyType? sort, string name, string reason)
    {
        var table = AuditTable.Model(partitionKey: new KeyAttribute(name, partition), sortKey: sort is { } type ? new KeyAttribute("Sk", type) : null);

        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => new DynamoDbAuditSink(_store, table, "orders")).Message, StringComparison.Ordinal);
        _ = new DynamoDbAuditSink(_store, table, "orders-audit");
    }

    [Fact]
    public void H18_An_index_on_the_records_attribute_is_refused_at_start()
    {
        var index = new IndexModel("by-audit", [new("Customer", KeyType.String)], [new("audit", KeyType.String)], IndexProjection.All);
        var table = AuditTable.Model(indexes: [index]);

        Assert.Throws<InvalidOperationException>(() => new DynamoDbAuditSink(_store, table, "orders"));
    }

    [Fact]
    public async Task H03_Storing_a_record_again_changes_nothing()
    {
        var sink = Sink();
        var records = Records(5);
        await sink.StoreAsync(records, Cancellation);
        var before = Contents();

        // The same changes, recorded again later.
        Assert.Empty(await sink.StoreAsync([.. records.Select(static record => Later(record))], Cancellation));

        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task H09_A_late_older_duplicate_changes_nothing()
    {
        var sink = Sink();
        var records = Records(5);
        await sink.StoreAsync(records, Cancellation);
        var before = Contents();

        Assert.Empty(await sink.StoreAsync([Later(records[1])], Cancellation));

        Assert.Equal(before, Contents());
        Assert.Equal("5", Assert.Single(await TrailsAsync(sink)).Entries[^1].SequenceNumber[..1]);
    }

    [Fact]
    public async Task H03_A_failure_at_every_put_ends_in_the_state_without_failures()
    {
        await Sink().StoreAsync(Records(6), Cancellation);
        var expected = Contents();
        foreach (var isLost in new[] { false, true })
        {
            // Six records, and the head of their trail.
            for (var at = 0; at < 7; at++)
            {
                var index = at;
                var store = new MemoryItemStore("pk", "sk");
                store.BeforePut = (put, _) => !isLost && put == index ? new IOException() : null;
                store.AfterPut = put => isLost && put == index ? new IOException() : null;
                var sink = new DynamoDbAuditSink(store, AuditTable.Model(), "orders-audit");
                var records = Records(6);

                var failures = await sink.StoreAsync(records, Cancellation);

                // Later records of the item wait, so that no reader sees a gap. Records that the head does not list are retried, too.
                Assert.Equal(at == 6 ? Enumerable.Range(0, 6) : Enumerable.Range(at, 6 - at), failures.Select(static failure => failure.Index));
                Assert.All(failures, static failure => Assert.False(failure.Permanent));
                Assert.Empty(await sink.StoreAsync([.. failures.Select(failure => records[failure.Index])], Cancellation));
                Assert.Equal(expected, store.Items.Select(static item => AuditTable.Text(item.Json)));
            }
        }
    }

    [Fact]
    public async Task H31_A_failure_of_one_item_does_not_touch_the_others()
    {
        _store.BeforePut = static (_, item) => AuditTable.Text(item.Json).Contains("AUDIT#Order#b\"", StringComparison.Ordinal)
            ? new AmazonDynamoDBException("canary", null, ErrorType.Sender, "ProvisionedThroughputExceededException", "r-1", HttpStatusCode.BadRequest)
            : null;

        var failures = await Sink().StoreAsync([Insert("a", 1), Insert("b", 2), Insert("c", 3), Insert("b", 4)], Cancellation);

        Assert.Equal([1, 3], failures.Select(static failure => failure.Index));
        Assert.All(failures, static failure => Assert.Contains("ProvisionedThroughputExceededException", failure.Reason, StringComparison.Ordinal));
        Assert.All(failures, static failure => Assert.DoesNotContain("canary", failure.Reason, StringComparison.Ordinal));
        Assert.Equal(2, Records(_store).Length);
    }

    [Fact]
    public async Task H20_What_DynamoDB_refuses_is_a_permanent_failure_and_holds_up_nothing()
    {
        _store.BeforePut = static (put, _) => put == 0
            ? new AmazonDynamoDBException("Item size has exceeded the maximum allowed size", null, ErrorType.Sender, "ValidationException", "r-1", HttpStatusCode.BadRequest)
            : null;

        var failure = Assert.Single(await Sink().StoreAsync(Records(3), Cancellation));

        Assert.Equal((0, true), (failure.Index, failure.Permanent));
        Assert.Equal(2, Records(_store).Length);
    }

    [Fact]
    public async Task H30_A_cancelled_call_fails_what_it_did_not_store()
    {
        using var cancellation = new CancellationTokenSource();
        _store.BeforePut = (put, _) =>
        {
            if (put == 1)
            {
                cancellation.Cancel();
            }

            return null;
        };

        var failures = await Sink().StoreAsync(Records(4), cancellation.Token);

        // The head does not list the two stored records yet.
        Assert.Equal(2, Records(_store).Length);
        Assert.Equal(Enumerable.Range(0, 4), failures.Select(static failure => failure.Index).Order());
    }

    [Fact]
    public async Task Items_are_stored_side_by_side_up_to_a_bound()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        _store.WhilePutting = async _ =>
        {
            lock (full)
            {
                most = Math.Max(most, ++running);
            }

            if (running == 16)
            {
                full.TrySetResult();
            }

            await full.Task;
            lock (full)
            {
                running--;
            }
        };

        Assert.Empty(await Sink().StoreAsync([.. Enumerable.Range(1, 40).Select(static number => Insert($"item-{number}", number))], Cancellation));

        Assert.Equal(16, most);
        Assert.Equal(80, _store.Items.Count);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(30, "1797933901")]
    public async Task Records_expire_the_given_number_of_days_after_the_change(int days, string? expected)
    {
        var table = AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { TimeToLiveDays = days });

        await new DynamoDbAuditSink(_store, table, "orders-audit").StoreAsync(Records(1), Cancellation);

        Assert.All(_store.Items, item => Assert.Equal(expected, AttributeMap.FromItem(item).GetValueOrDefault("expiresAt")?.N));
    }

    [Fact]
    public async Task The_trail_of_an_item_is_read_by_its_key()
    {
        var sink = Sink();
        await sink.StoreAsync([.. Records(12), Insert("other", 13)], Cancellation);

        var rows = await sink.ReadAsync("Order", AuditTable.ImageOf(RandomHistory.Keys), Cancellation);

        Assert.Equal(Enumerable.Range(1, 12).Select(static number => $"event-{number}"), rows.Entries.Select(static entry => entry.EventId));
    }

    [Theory]
    [InlineData("Order", """{"Id":{"S":"ord-1"}}""", "AUDIT#Order#ord-1")]
    [InlineData("-", """{"Id":{"S":"ord-1"},"Part":{"S":"note#1"}}""", @"AUDIT#-#ord-1#note\#1")]
    [InlineData("Order", """{"Id":{"S":"ord#1"},"Part":{"S":"note"}}""", @"AUDIT#Order#ord\#1#note")]
    [InlineData("Order", """{"Id":{"S":"a\\"},"Part":{"S":"#b"}}""", @"AUDIT#Order#a\\#\#b")]
    [InlineData("Order", """{"Id":{"N":"10.50"},"Part":{"N":"1e2"}}""", "AUDIT#Order#10.5#100")]
    [InlineData("Order", """{"Id":{"B":"+/8="}}""", "AUDIT#Order#-_8")]
    [InlineData("My#Order", """{"Id":{"S":""}}""", @"AUDIT#My\#Order#")]
    public void Keys_are_legible_and_no_two_are_the_same(string entity, string key, string expected)
        => Assert.Equal(expected, AuditKey.PartitionKey(entity, AuditTable.ImageOf(key)));

    [Fact]
    public void H05_No_two_keys_have_the_same_text()
    {
        string[] texts = ["", "a", "b", "#", "\\", "a#", "#a", "\\#", "#\\", "a\\", "\\\\", "\\h"];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in texts)
        {
            foreach (var second in texts)
            {
                var key = AuditTable.ImageOf($$$"""{"Id":{"S":{{{System.Text.Json.JsonSerializer.Serialize(first)}}}},"Part":{"S":{{{System.Text.Json.JsonSerializer.Serialize(second)}}}}}""");
                Assert.True(keys.Add(AuditKey.PartitionKey("Order", key)), $"{first} / {second}");
            }
        }
    }

    [Fact]
    public void A_key_too_long_for_a_partition_key_is_hashed()
    {
        var longest = Key(2048 - "AUDIT#Order#".Length);
        var tooLong = Key(2049 - "AUDIT#Order#".Length);

        Assert.Equal(2048, Encoding.UTF8.GetByteCount(AuditKey.PartitionKey("Order", longest)));
        Assert.Matches(@"^AUDIT#Order#\\h[0-9a-f]{64}$", AuditKey.PartitionKey("Order", tooLong));
        Assert.Matches(@"^AUDIT#Order#\\h[0-9a-f]{64}#0+1$", AuditKey.PartitionKey("Order", longest, "#" + AuditKey.SortKeyOf("1")));

        static ItemImage Key(int length) => AuditTable.ImageOf($$$"""{"Id":{"S":"{{{new string('a', length)}}}"}}""");
    }

    private DynamoDbAuditSink Sink() => new(_store, AuditTable.Model(), "orders-audit");

    private string[] Contents() => [.. _store.Items.Select(static item => AuditTable.Text(item.Json))];

    private static async Task<IReadOnlyList<AuditTrail>> TrailsAsync(DynamoDbAuditSink sink)
        => AuditTrail.Gather(await sink.ReadAsync("Order", AuditTable.ImageOf(RandomHistory.Keys), Cancellation));

    private static AuditRecord[] Records(int count)
    {
        var writer = AuditTable.Writer();
        return [.. Enumerable.Range(1, count).Select(number => writer.Write(AuditTable.Change(Image(number - 1), Image(number), number: number)))];

        static string? Image(int count) => count == 0 ? null : $$$"""{"Id":{"S":"item-1"},"Count":{"N":"{{{count}}}"}}""";
    }

    // Excludes the heads of trails.
    private static ItemImage[] Records(MemoryItemStore store)
        => [.. store.Items.Where(static item => AuditTable.Text(item.Json).Contains("fw24.audit/2", StringComparison.Ordinal))];

    private static AuditRecord Insert(string id, int number)
    {
        var image = $$$"""{"Id":{"S":"{{{id}}}"}}""";
        return AuditTable.Writer().Write(AuditTable.Change(null, image, image, number));
    }

    private static AuditRecord Later(AuditRecord record) => new()
    {
        EventId = record.EventId,
        Entity = record.Entity,
        SequenceNumber = record.SequenceNumber,
        Time = record.Time,
        OldImage = record.OldImage,
        NewImage = record.NewImage,
        Json = Encoding.UTF8.GetBytes(AuditTable.Text(record.Json).Replace("\"recordedAt\":\"2026-11-22T10:05:03Z\"", "\"recordedAt\":\"2026-11-22T11:00:00Z\"", StringComparison.Ordinal)),
    };
}
