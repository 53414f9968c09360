using System.Text;
using Amazon.DynamoDBv2.Model;
using Fw24.Audit;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Runtime.Tests.Audit;

public sealed class AuditEraserTests
{
    private static readonly ItemImage s_key = AuditTable.ImageOf("""{"Id":{"S":"item-1"}}""");

    private readonly MemoryItemStore _store = new("pk", "sk");
    private readonly FakeTimeProvider _time = new(AuditTable.Start.AddSeconds(4));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erased_trail_keeps_what_happened_when_and_no_value()
    {
        await StoreAsync(new ItemHistory("ABC-"), 1, 2, 3, 4);

        var erasure = await Eraser().EraseAsync(s_key, actor: "dpo", reason: "request 17", cancellationToken: Cancellation);

        Assert.Equal((4, true, "dpo", "request 17"), (erasure.Records, erasure.IsComplete, erasure.Actor, erasure.Reason));
        Assert.Equal(erasure.Time, Assert.Single(await Eraser().ReadAsync(s_key, Cancellation)).Time);
        var trail = await TrailAsync();
        Assert.Equal(
            ["Insert State", "Modify State", "Modify State", "Remove State"],
            trail.Entries.Select(static entry => $"{entry.Operation} {string.Join(' ', entry.ErasedNames)}"));
        Assert.All(trail.Entries, entry => Assert.Equal((erasure.Time, 0), (entry.ErasedAt, entry.Changes.Count)));
        Assert.DoesNotContain(Rows(), static row => row.Contains("\"A\"", StringComparison.Ordinal));
        Assert.DoesNotContain(Rows(), static row => row.Contains("\"B\"", StringComparison.Ordinal));

        // Nor a digest of an image, of which there are only three here.
        Assert.StartsWith(
            """{"L":[{"S":"100000000000000000000 100000000000000000000 - ~ Order"},{""", Stretches(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_items_and_later_changes_keep_their_values()
    {
        var other = AuditTable.Change(null, """{"Id":{"S":"item-2"},"State":{"S":"Z"}}""", """{"Id":{"S":"item-2"}}""");
        Assert.Empty(await Sink().StoreAsync([AuditTable.Writer().Write(other)], Cancellation));
        var history = new ItemHistory("ABCDE");
        await StoreAsync(history, 1, 2, 3, 4);
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        await StoreAsync(history, 5);

        Assert.Equal([true, true, true, true, false], (await TrailAsync()).Entries.Select(static entry => entry.ErasedAt is not null));
        Assert.Contains(Rows(), static row => row.Contains("\"Z\"", StringComparison.Ordinal));
        Assert.Empty(ItemHistory.GapsIn(_store));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_arrives_after_the_erasure_is_stored_without_values(bool isSameProcess)
    {
        var history = new ItemHistory("ABCDEFGHIJKLMNOPQ");
        _time.SetUtcNow(AuditTable.Start.AddSeconds(17));
        var sink = Sink();
        Assert.Empty(await sink.StoreAsync(history.Records([.. Enumerable.Range(1, 17).Except([2, 16])]), Cancellation));
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);

        Assert.Empty(await (isSameProcess ? sink : Sink()).StoreAsync(history.Records(2, 16, 3), Cancellation));

        var trail = await TrailAsync();
        Assert.Equal(17, trail.Entries.Count);
        Assert.All(trail.Entries, static entry => Assert.NotNull(entry.ErasedAt));
        Assert.DoesNotContain(Stretches().Split(' '), static word => word is { Length: 22 } && !word.All(char.IsAsciiDigit));
    }

    // Nothing can be compared with an erased record, so a record that comes in between is all that was missing, as far as can be known.
    [Theory]
    [InlineData("ABCD", new[] { 1, 2, 4 }, new[] { 3 })]
    [InlineData("ABCDEFGHIJKLMNOP", new[] { 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 }, new[] { 15, 3, 14 })]
    public async Task A_gap_of_an_erased_trail_is_filled_by_what_arrives(string states, int[] before, int[] after)
    {
        var history = new ItemHistory(states);
        await StoreAsync(history, before);
        _time.SetUtcNow(AuditTable.Start.AddSeconds(before[^1]));
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        Assert.Equal(["2-4"], ItemHistory.GapsIn(_store));

        foreach (var number in after)
        {
            await StoreAsync(history, number);
        }

        Assert.Empty(ItemHistory.GapsIn(_store));
    }

    // The head's ranges are the same before and after the second erasure.
    [Fact]
    public async Task A_process_that_knows_of_an_earlier_erasure_only_learns_of_the_later_one()
    {
        var history = new ItemHistory("ABCDE");
        var sink = Sink();
        Assert.Empty(await sink.StoreAsync(history.Records(1, 2, 4), Cancellation));
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        Assert.Empty(await sink.StoreAsync(history.Records(3), Cancellation));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eraser().EraseAsync(s_key, ErasureScope.Actors, cancellationToken: Cancellation);
        Assert.Empty(await sink.StoreAsync(history.Records(5), Cancellation));

        Assert.All((await TrailAsync()).Entries, static entry => Assert.NotNull(entry.ErasedAt));
    }

    // A function's memory says that the head contains the record, whose row has expired, and does not know of the erasure.
    [Fact]
    public async Task A_process_that_remembers_an_older_head_reads_it_before_it_stores_a_value()
    {
        var history = new ItemHistory("ABCD");
        var sink = Sink();
        Assert.Empty(await sink.StoreAsync(history.Records(1, 2, 3, 4), Cancellation));
        var expired = _store.Items.Single(static item => AuditTable.Text(item.Json).Contains("event-2", StringComparison.Ordinal));
        await _store.DeleteAsync("audit", KeyOf(expired), null, Cancellation);
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);

        Assert.Empty(await sink.StoreAsync(history.Records(2), Cancellation));

        Assert.All((await TrailAsync()).Entries, static entry => Assert.NotNull(entry.ErasedAt));
    }

    [Fact]
    public async Task A_change_that_is_delivered_again_is_no_conflict()
    {
        var history = new ItemHistory("ABC");
        await StoreAsync(history, 1, 2, 3);
        await Eraser().EraseAsync(s_key, ErasureScope.Names | ErasureScope.Actors, cancellationToken: Cancellation);
        var rows = Rows();

        await StoreAsync(history, 1, 2, 3);

        Assert.Equal(rows, Rows());
    }

    [Fact]
    public async Task Erasing_twice_changes_nothing_and_records_nothing()
    {
        await StoreAsync(new ItemHistory("ABC"), 1, 2, 3);
        var first = await Eraser().EraseAsync(s_key, reason: "request 17", cancellationToken: Cancellation);
        var rows = Rows();

        _time.Advance(TimeSpan.FromDays(1));
        var second = await Eraser().EraseAsync(s_key, reason: "request 18", cancellationToken: Cancellation);

        Assert.Equal(WithoutHead(rows), WithoutHead(Rows()));
        Assert.Equal(("request 17", first.Time), (second.Reason, second.Time));
    }

    [Fact]
    public async Task Data_of_large_messages_is_removed_however_often_it_is_interrupted()
    {
        await StoreAsync(new ItemHistory("ABCD"), 1, 2, 3);
        string[] others = ["audit/event-1-0123456789abcdef.json", "orders/event-1-2-0123456789abcdef.json", "orders/event-1-0123.json",
            "orders/event-4-0123456789abcdef.json", "orders/event-9-0123456789abcdef.json", "~parked/orders-stream/event-1"];
        var claims = new MemoryClaimCheck();
        string[] own = ["orders/event-1-0123456789abcdef.json", "orders/event-3-0123456789abcdef.json",
            "orders/event-3-fedcba9876543210.json"];
        foreach (var name in others.Concat(own))
        {
            await claims.StoreAsync(name, default, Cancellation);
        }

        for (var interruptions = 0; interruptions < 4; interruptions++)
        {
            claims.FailingCalls = interruptions < 3 ? 1 : 0;
            var eraser = new AuditEraser(_store, AuditTable.Model(), "audit", time: _time, claims: claims);
            if (interruptions < 3)
            {
                await Assert.ThrowsAsync<IOException>(() => eraser.EraseAsync(s_key, cancellationToken: Cancellation));
                Assert.False((await eraser.ReadAsync(s_key, Cancellation))[^1].IsComplete);
                continue;
            }

            Assert.True((await eraser.EraseAsync(s_key, cancellationToken: Cancellation)).IsComplete);
        }

        Assert.Equal(others.Order(), claims.Content.Keys.Order());
    }

    [Fact]
    public async Task Data_that_an_earlier_erasure_left_is_removed_by_the_next_one()
    {
        await StoreAsync(new ItemHistory("AB"), 1, 2);
        var claims = new MemoryClaimCheck();
        await claims.StoreAsync("orders/event-2-0123456789abcdef.json", default, Cancellation);
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        Assert.Single(claims.Content);

        var next = new AuditEraser(_store, AuditTable.Model(), "audit", time: _time, claims: claims);
        await next.EraseAsync(s_key, cancellationToken: Cancellation);

        Assert.Empty(claims.Content);
        Assert.Single(await Eraser().ReadAsync(s_key, Cancellation));
    }

    [Fact]
    public async Task A_store_of_data_that_removes_nothing_is_named()
    {
        await StoreAsync(new ItemHistory("AB"), 1, 2);
        var eraser = new AuditEraser(_store, AuditTable.Model(), "audit", time: _time, claims: new NamedClaimCheck());

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => eraser.EraseAsync(s_key, cancellationToken: Cancellation));

        Assert.Contains("NamedClaimCheck", error.Message, StringComparison.Ordinal);
        Assert.Contains("FindAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_are_all_still_to_come_are_erased_too()
    {
        var erasure = await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        Assert.Equal((0, true), (erasure.Records, erasure.IsComplete));

        await StoreAsync(new ItemHistory("AB"), 1, 2);

        Assert.All((await TrailAsync()).Entries, static entry => Assert.NotNull(entry.ErasedAt));
    }

    [Fact]
    public async Task An_erasure_that_is_interrupted_anywhere_ends_as_if_it_were_not()
    {
        var interruptions = 0;
        var expected = await ContentsAsync(failAt: -1, isLost: false);
        foreach (var isLost in new[] { false, true })
        {
            for (var at = 0; at < 12; at++)
            {
                Assert.Equal(expected, await ContentsAsync(at, isLost));
            }
        }

        // The record of the erasure, the head twice, five records, the record's end.
        Assert.Equal(18, interruptions);

        async Task<string[]> ContentsAsync(int failAt, bool isLost)
        {
            var store = new MemoryItemStore("pk", "sk");
            var sink = new DynamoDbAuditSink(store, AuditTable.Model(), "audit");
            Assert.Empty(await sink.StoreAsync(new ItemHistory("ABCDE").Records(1, 2, 3, 4, 5), Cancellation));
            var time = new FakeTimeProvider(AuditTable.Start.AddSeconds(9));
            var eraser = new AuditEraser(store, AuditTable.Model(), "audit", time: time);
            var puts = 0;
            store.BeforePut = (_, _) => !isLost && puts++ == failAt ? new IOException() : null;
            store.AfterPut = _ => isLost && puts++ == failAt ? new IOException() : null;
            try
            {
                await eraser.EraseAsync(s_key, reason: "request 17", cancellationToken: Cancellation);
            }
            catch (IOException)
            {
                interruptions++;
                await eraser.EraseAsync(s_key, reason: "request 17", cancellationToken: Cancellation);
            }

            return [.. store.Items.Select(static item => AuditTable.Text(item.Json))];
        }
    }

    [Fact]
    public async Task Names_and_actors_can_be_erased_too_later_as_well()
    {
        var change = AuditTable.Change(null, """{"Id":{"S":"item-1"},"By":{"S":"u-7"},"State":{"S":"A"}}""");
        Assert.Empty(await Sink().StoreAsync([AuditTable.Writer().Write(change)], Cancellation));
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        Assert.Equal(("u-7", "By State"), Left(Assert.Single((await TrailAsync()).Entries)));

        var erasure = await Eraser().EraseAsync(s_key, ErasureScope.Names | ErasureScope.Actors, cancellationToken: Cancellation);

        Assert.Equal((null, ""), Left(Assert.Single((await TrailAsync()).Entries)));
        Assert.Equal(ErasureScope.Names | ErasureScope.Actors, erasure.Scope);

        static (string?, string) Left(AuditEntry entry) => (entry.Actor, string.Join(' ', entry.ErasedNames));
    }

    [Fact]
    public async Task Of_an_erased_trail_the_state_is_not_known_until_the_item_is_removed()
    {
        var history = new ItemHistory("AB-C");
        await StoreAsync(history, 1, 2, 3);
        await Eraser().EraseAsync(s_key, cancellationToken: Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        await StoreAsync(history, 4);
        var trail = await TrailAsync();

        Assert.Equal(ItemKnowledge.Absent, trail.Fold(AuditTable.Start).Knowledge);
        foreach (var second in new[] { 1, 2 })
        {
            var exception = Assert.Throws<AuditTrailException>(() => trail.Fold(AuditTable.Start.AddSeconds(second)));
            Assert.Contains("were erased on 2026-11-22T10:05:04Z", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ItemKnowledge.Absent, trail.Fold(AuditTable.Start.AddSeconds(3)).Knowledge);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_named_after_all_others_are_erased()
    {
        await StoreAsync(new ItemHistory("ABC"), 1, 2, 3);
        var foreign = AuditTable.ImageOf("""{"pk":{"S":"AUDIT#Order#item-1"},"sk":{"S":"0"},"schema":{"S":"mine/1"},"State":{"S":"A"}}""");
        await _store.PutAsync("audit", foreign, null, Cancellation);

        await Assert.ThrowsAsync<ItemFormatException>(() => Eraser().EraseAsync(s_key, cancellationToken: Cancellation));
        Assert.Equal(AuditTable.Text(foreign.Json), Assert.Single(Rows(), static row => row.Contains("\"A\"", StringComparison.Ordinal)));
        Assert.False(Assert.Single(await Eraser().ReadAsync(s_key, Cancellation)).IsComplete);

        await _store.DeleteAsync("audit", KeyOf(foreign), null, Cancellation);
        Assert.True((await Eraser().EraseAsync(s_key, cancellationToken: Cancellation)).IsComplete);
    }

    // It sorts before the records, and reading it fails before its schema is known.
    [Fact]
    public async Task A_row_of_a_broken_shape_is_named_after_all_others_are_erased()
    {
        await StoreAsync(new ItemHistory("ABC"), 1, 2, 3);
        var broken = AuditTable.ImageOf("""{"pk":{"S":"AUDIT#Order#item-1"},"redacted":{"L":[{"N":"1"}]},"sk":{"S":"0"}}""");
        await _store.PutAsync("audit", broken, null, Cancellation);

        await Assert.ThrowsAsync<ItemFormatException>(() => Eraser().EraseAsync(s_key, cancellationToken: Cancellation));

        Assert.DoesNotContain(Rows(), static row => row.Contains("\"A\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_in_the_audited_table_itself_are_erased_and_keep_their_expiry()
    {
        var table = AuditTable.Model(
            partitionKey: new KeyAttribute("Id", KeyType.String), sortKey: new KeyAttribute("Part", KeyType.String),
            audit: new AuditAttribute(AuditLoggerType.DynamoDb) { TimeToLiveDays = 30 });
        var store = new MemoryItemStore("Id", "Part");
        const string Keys = """{"Id":{"S":"item-1"},"Part":{"S":"x"}}""";
        var change = AuditTable.Change(null, """{"Id":{"S":"item-1"},"Part":{"S":"x"},"State":{"S":"A"}}""", Keys);
        var sink = new DynamoDbAuditSink(store, table, table.Name);
        Assert.Empty(await sink.StoreAsync([AuditTable.Writer(table).Write(change)], Cancellation));
        var expiry = Record()["expiresAt"].N;

        // The key's attributes in another order are the same key.
        await new AuditEraser(store, table, table.Name, time: _time).EraseAsync(
            AuditTable.ImageOf("""{"Part":{"S":"x"},"Id":{"S":"item-1"}}"""), cancellationToken: Cancellation);

        Assert.Equal(expiry, Record()["expiresAt"].N);
        Assert.Equal("fw24.audit.erased/1", Record()["audit"].M["schema"].S);

        Dictionary<string, AttributeValue> Record()
            => AttributeMap.FromItem(store.Items.Single(
                static item => AuditTable.Text(item.Json).Contains("event-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Records_under_a_former_name_of_the_entity_are_erased_if_it_is_given()
    {
        await StoreAsync(new ItemHistory("AB"), 1, 2);
        var renamed = AuditTable.Model();
        renamed = new TableModel { Name = renamed.Name, PartitionKey = renamed.PartitionKey, Entities = [renamed.Entities[1]] };

        var unaware = new AuditEraser(_store, renamed, "audit", time: _time);
        Assert.Equal(0, (await unaware.EraseAsync(s_key, cancellationToken: Cancellation)).Records);
        Assert.All((await TrailAsync()).Entries, static entry => Assert.Null(entry.ErasedAt));

        var eraser = new AuditEraser(_store, renamed, "audit", formerEntities: ["Order"], time: _time);
        Assert.Equal(2, (await eraser.EraseAsync(s_key, cancellationToken: Cancellation)).Records);
        Assert.All((await TrailAsync()).Entries, static entry => Assert.NotNull(entry.ErasedAt));
    }

    [Fact]
    public void An_erasure_of_a_sealed_audit_demands_its_log()
    {
        var table = AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { Sealed = true });
        Assert.StartsWith(
            "The audit of the table orders is sealed: give its log (seals: new S3SealStore(bucket)), which must have the erasures.",
            Assert.Throws<InvalidOperationException>(() => new AuditEraser(_store, table, "audit")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_name_that_is_the_present_one_counts_no_record_twice()
    {
        await StoreAsync(new ItemHistory("AB"), 1, 2);

        var eraser = new AuditEraser(_store, AuditTable.Model(), "audit", formerEntities: ["Order", "Order"], time: _time);

        Assert.Equal(2, (await eraser.EraseAsync(s_key, cancellationToken: Cancellation)).Records);
    }

    [Fact]
    public async Task Two_erasures_of_one_second_are_two_records()
    {
        await StoreAsync(new ItemHistory("AB"), 1, 2);
        await Eraser().EraseAsync(s_key, actor: "dpo", reason: "request 17", cancellationToken: Cancellation);
        await Eraser().EraseAsync(s_key, ErasureScope.Names, "dpo", "request 18", Cancellation);

        Assert.Equal(
            ["request 17", "request 18"], (await Eraser().ReadAsync(s_key, Cancellation)).Select(static erasure => erasure.Reason));
    }

    [Fact]
    public async Task An_audit_that_is_in_another_store_is_named()
    {
        var table = AuditTable.Model(audit: new AuditAttribute(AuditLoggerType.Cloudwatch));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new AuditEraser(new NoTable(_store), table, "audit", time: _time).EraseAsync(s_key, cancellationToken: Cancellation));

        Assert.Contains("CloudWatch Logs", error.Message, StringComparison.Ordinal);
        Assert.IsType<ResourceNotFoundException>(error.InnerException);

        // Of an audit that has moved, the records in DynamoDB are erased.
        await StoreAsync(new ItemHistory("AB"), 1, 2);
        var moved = new AuditEraser(_store, table, "audit", time: _time);
        Assert.Equal(2, (await moved.EraseAsync(s_key, cancellationToken: Cancellation)).Records);
    }

    [Fact]
    public void A_table_without_a_sort_key_cannot_be_searched()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new AuditEraser(_store, AuditTable.Model(), "orders"));
        Assert.Contains("no sort key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_must_have_all_attributes()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => Eraser().EraseAsync(AuditTable.ImageOf("""{"Name":{"S":"x"}}"""), cancellationToken: Cancellation));
        Assert.Contains("the attribute Id", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> WithoutHead(string[] rows)
        => rows.Where(static row => !row.Contains("fw24.audit.head/1", StringComparison.Ordinal));

    private static ItemImage KeyOf(ItemImage item)
    {
        var attributes = AttributeMap.FromItem(item);
        return AttributeMap.ToItem(new Dictionary<string, AttributeValue> { ["pk"] = attributes["pk"], ["sk"] = attributes["sk"] });
    }

    // A table that does not exist.
    private sealed class NoTable(IItemStore store) : DelegatingItemStore(store)
    {
        public override ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
            => throw new ResourceNotFoundException("Requested resource not found") { ErrorCode = "ResourceNotFoundException" };
    }

    private DynamoDbAuditSink Sink() => new(_store, AuditTable.Model(), "audit");

    private AuditEraser Eraser() => new(_store, AuditTable.Model(), "audit", time: _time);

    private async Task StoreAsync(ItemHistory history, params int[] numbers)
        => Assert.Empty(await Sink().StoreAsync(history.Records(numbers), Cancellation));

    private async Task<AuditTrail> TrailAsync() => Assert.Single(AuditTrail.Gather(await Sink().ReadAsync("Order", s_key, Cancellation)));

    private string[] Rows() => [.. _store.Items.Select(static item => AuditTable.Text(item.Json))];

    private string Stretches()
    {
        var head = _store.Items.Single(static item => AuditTable.Text(item.Json).Contains("fw24.audit.head/1", StringComparison.Ordinal));
        Assert.True(head.TryGetAttribute("stretches"u8, out var stretches));
        return Encoding.UTF8.GetString(stretches);
    }
}
