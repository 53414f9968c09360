using System.Diagnostics.Metrics;
using System.Text;
using Fw24.Audit;
using Fw24.Diagnostics;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>A second record of a change is a duplicate, or one of the two is false.</summary>
public sealed class AuditConflictTests : IDisposable
{
    private const string Table = "conflicted";

    private readonly MemoryItemStore _store = new("pk", "sk");
    private readonly MeterListener _listener = new();
    private long _conflicts;

    public AuditConflictTests()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name && instrument.Name == "fw24.conflicts")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            // Other tests run concurrently.
            if (tags[0].Value as string == Table + "-audit")
            {
                _conflicts += value;
            }
        });
        _listener.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S11_the_first_record_of_a_change_does_not_win_unseen(bool isSameBatch)
    {
        AuditRecord forged = Change("FORGED", by: "the-cfo"), genuine = Change("Paid");
        if (isSameBatch)
        {
            AssertConflict(1, "a record with different content", await Sink().StoreAsync([forged, genuine], Cancellation));
        }
        else
        {
            Assert.Empty(await Sink().StoreAsync([forged], Cancellation));
            var before = Contents();
            AssertConflict(0, "a record with different content", await Sink().StoreAsync([genuine], Cancellation));

            // Neither the record nor the head of the trail nor a gap was written.
            Assert.Equal(before, Contents());
        }

        Assert.Equal(1, _conflicts);
        Assert.Contains("FORGED", Assert.Single(Records()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S11_what_comes_after_a_refused_record_is_stored()
    {
        Assert.Empty(await Sink().StoreAsync([Change("FORGED")], Cancellation));

        AssertConflict(0, "a record with different content", await Sink().StoreAsync([Change("Paid"), Change("Shipped", "Paid", number: 2)], Cancellation));

        // The next change does not start from the forged state.
        Assert.Equal(2, Records().Length);
        Assert.Contains(Contents(), static item => item.Contains("fw24.audit.gap/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S11_a_parked_second_record_and_the_stored_first_are_both_to_be_found()
    {
        var sink = new DynamoDbAuditSink(_store, AuditTable.Model(), "orders-audit");
        var audit = new TestAudit(sink: sink);
        var forged = TestAudit.Body("a", 1, newImage: "\"NewImage\":{\"Id\":{\"S\":\"a\"},\"Count\":{\"N\":\"666\"}},");
        Assert.Empty(await audit.InvokeAsync(TestAudit.Message("m-1", forged)));

        Assert.Empty(await audit.InvokeAsync(TestAudit.Message("m-2", TestAudit.Body("a", 1)), TestAudit.Message("m-3", TestAudit.Body("b", 1))));

        var parked = Assert.Single(audit.Parking.Records);
        Assert.Equal("The audit record of the change conflicts with a stored item: a record with different content already has its key.", parked.Reason);
        Assert.Equal(("orders-audit", "a-1", TestAudit.Body("a", 1)), (parked.Function, parked.EventId, Encoding.UTF8.GetString(parked.Content.Span)));
        Assert.Contains("\"666\"", Records()[0], StringComparison.Ordinal);
        Assert.Contains(audit.Log.Lines, line => line == $"Warning: orders-audit: message m-2 parked: {parked.Reason}");
        Assert.Equal([RecordResult.Handled, RecordResult.Parked, RecordResult.Handled], audit.Outcomes.Select(static outcome => outcome.Result));
    }

    [Fact]
    public async Task S11_the_same_content_under_another_event_id_is_a_conflict()
    {
        Assert.Empty(await Sink().StoreAsync([Change("Paid", id: "forged")], Cancellation));

        AssertConflict(0, "a record with a different event id", await Sink().StoreAsync([Change("Paid")], Cancellation));
    }

    [Theory]
    [InlineData("operation", "\"modify\"", "\"insert\"")]
    [InlineData("time", "10:05:01Z", "10:05:02Z")]
    [InlineData("actor", "\"actor\":{\"S\":\"u-1\"}", "\"actor\":{\"S\":\"u-2\"}")]
    [InlineData("actorKind", "\"unchanged\"", "\"writer\"")]
    [InlineData("origin", "\"application\"", "\"replication\"")]
    [InlineData("a change more", "\"changes\":{\"M\":{", "\"changes\":{\"M\":{\"X\":{\"M\":{\"new\":{\"S\":\"x\"}}},")]
    [InlineData("another path", "\"Status\":{", "\"Stat\":{")]
    [InlineData("no old value", "\"old\":{\"S\":\"Placed\"},", "")]
    [InlineData("another old value", "\"old\":{\"S\":\"Placed\"}", "\"old\":{\"S\":\"Other\"}")]
    [InlineData("another type", "\"new\":{\"N\":\"1\"}", "\"new\":{\"S\":\"1\"}")]
    [InlineData("what was redacted", "\"schema\":{\"S\":\"fw24.audit/2\"}", "\"schema\":{\"S\":\"fw24.audit/2\"},\"redacted\":{\"L\":[{\"S\":\"Email\"}]}")]
    public async Task S11_each_part_of_what_happened_counts(string part, string genuine, string forged)
    {
        await ForgeAsync(genuine, forged);

        AssertConflict(0, "a record with different content", await Sink().StoreAsync([Change("Paid")], Cancellation), part);
    }

    [Theory]
    [InlineData("\"recordedAt\":{\"S\":\"2026-11-22T10:05:03Z\"}", "\"recordedAt\":{\"S\":\"2026-11-23T10:05:03Z\"}")]
    [InlineData("\"sequence\":{", "\"trace\":{\"S\":\"00-1-2-01\"},\"sequence\":{")]
    [InlineData("\"app\":{\"S\":\"shop\"}", "\"app\":{\"S\":\"store\"}")]
    [InlineData("\"new\":{\"N\":\"1\"}", "\"new\":{\"N\":\"1.0\"}")]
    [InlineData("\"SS\":[\"a\",\"b\"]", "\"SS\":[\"b\",\"a\"]")]
    [InlineData("\"Count\":{\"M\":{\"new\":{\"N\":\"1\"}}},\"Status\":{\"M\":{\"old\":{\"S\":\"Placed\"},\"new\":{\"S\":\"Paid\"}}}", "\"Status\":{\"M\":{\"new\":{\"S\":\"Paid\"},\"old\":{\"S\":\"Placed\"}}},\"Count\":{\"M\":{\"new\":{\"N\":\"1\"}}}")]
    [InlineData("\"fw24.audit/2\"", "\"fw24.audit/1\"")]
    public async Task H03_S11_what_is_the_same_to_DynamoDB_or_of_another_delivery_is_a_duplicate(string stored, string other)
    {
        await ForgeAsync(stored, other);
        var before = Contents();

        Assert.Empty(await Sink().StoreAsync([Change("Paid")], Cancellation));

        Assert.Equal(before, Contents());
        Assert.Equal(0, _conflicts);
    }

    [Theory]
    [InlineData("k1", "k2", true)]
    [InlineData("", "k1", true)]
    [InlineData("k1", "k1", false)]
    [InlineData("", "", false)]
    public async Task S7_H03_a_change_that_is_delivered_again_after_the_key_of_hashes_was_changed_is_a_duplicate(string key, string later, bool isDuplicate)
    {
        var (before, after) = (Hashed(key, 'A', 'B', 'C'), Hashed(later, 'D', 'E', 'F'));
        Assert.Empty(await Sink().StoreAsync([before], Cancellation));
        Assert.Contains("\"actor\":{\"S\":\"hmac:", Assert.Single(Records()), StringComparison.Ordinal);
        var contents = Contents();

        var failures = await Sink().StoreAsync([after], Cancellation);

        Assert.Equal(contents, Contents());
        Assert.Equal(isDuplicate ? 0 : 1, _conflicts);
        Assert.Equal(isDuplicate, failures.Count == 0);
        var trail = Assert.Single(AuditTrail.Gather([AuditEntry.Parse(before.Json.Span), AuditEntry.Parse(after.Json.Span)]));
        Assert.Equal(isDuplicate, trail.Conflicts.Count == 0);
    }

    [Theory]
    [InlineData("k2", 'A', 'B', 'C', "Paid", true)]
    [InlineData("k1", 'D', 'B', 'C', "Paid", false)]
    [InlineData("k1", 'A', 'D', 'C', "Paid", false)]
    [InlineData("k1", 'A', 'B', 'D', "Paid", false)]
    [InlineData("k2", 'A', 'B', 'C', "FORGED", false)]
    [InlineData(null, 'A', 'B', 'C', "Paid", false)]
    public async Task S7_S11_marks_of_one_key_and_all_that_is_no_mark_must_be_equal(string? key, char old, char @new, char actor, string status, bool isDuplicate)
    {
        Assert.Empty(await Sink().StoreAsync([Hashed("k1", 'A', 'B', 'C')], Cancellation));

        Assert.Equal(isDuplicate, (await Sink().StoreAsync([Hashed(key, old, @new, actor, status)], Cancellation)).Count == 0);
    }

    [Fact]
    public async Task S11_an_item_that_is_no_record_is_no_duplicate()
    {
        await Sink().StoreAsync([Change("Paid")], Cancellation);
        await ForgeAsync("\"id\":{", "\"no-id\":{");

        AssertConflict(0, "an item that is not an audit record", await Sink().StoreAsync([Change("Paid")], Cancellation));
    }

    [Fact]
    public async Task S11_an_endpoint_that_hands_nothing_back_is_asked()
    {
        _store.HandsBack = false;
        Assert.Empty(await Sink().StoreAsync([Change("FORGED")], Cancellation));

        AssertConflict(0, "a record with different content", await Sink().StoreAsync([Change("Paid")], Cancellation));
        Assert.Equal(1, _store.Gets);
    }

    [Fact]
    public async Task S11_a_record_whose_place_is_free_again_comes_again()
    {
        var store = new VanishingStore();

        var failures = await new DynamoDbAuditSink(store, AuditTable.Model(name: Table), "trail").StoreAsync([Change("Paid"), Change("Shipped", "Paid", number: 2)], Cancellation);

        Assert.Equal([0, 1], failures.Select(static failure => failure.Index));
        Assert.All(failures, static failure => Assert.False(failure.Permanent));
        Assert.Equal(0, _conflicts);
    }

    [Theory]
    [InlineData(AuditGapTests.Layout.SameTable)]
    [InlineData(AuditGapTests.Layout.SameTableWithSortKey)]
    public async Task S11_a_conflict_is_seen_in_the_audited_table_too(AuditGapTests.Layout layout)
    {
        var hasSortKey = layout is AuditGapTests.Layout.SameTableWithSortKey;
        var store = hasSortKey ? new MemoryItemStore("Id", "Part") : new MemoryItemStore("Id");
        var table = AuditTable.Model(name: Table, sortKey: hasSortKey ? new Fw24.Model.KeyAttribute("Part", Fw24.Model.KeyType.String) : null);
        var sink = new DynamoDbAuditSink(store, table, Table);
        const string Keys = """{"Id":{"S":"item-1"},"Part":{"S":"p"}}""";
        AuditRecord Record(string status) => AuditTable.Writer(table).Write(AuditTable.Change(null, $$$"""{"Id":{"S":"item-1"},"Part":{"S":"p"},"Status":{"S":"{{{status}}}"}}""", hasSortKey ? Keys : RandomHistory.Keys));

        Assert.Empty(await sink.StoreAsync([Record("FORGED")], Cancellation));
        Assert.Empty(await sink.StoreAsync([Record("FORGED")], Cancellation));

        AssertConflict(0, "a record with different content", await sink.StoreAsync([Record("Placed")], Cancellation));
    }

    [Fact]
    public void S11_a_trail_tells_which_of_its_records_contradict_each_other()
    {
        // As in CloudWatch Logs, where nothing is compared.
        AuditRecord[] records = [Change("Placed", null, number: 1), Change("FORGED", "Placed", number: 2), Change("Paid", "Placed", number: 2), Change("Shipped", "Paid", number: 3)];
        var trail = Assert.Single(AuditTrail.Gather(records.Select(static record => AuditEntry.Parse(record.Json.Span))));

        var conflict = Assert.Single(trail.Conflicts);
        Assert.Equal("event-2", conflict.EventId);
        Assert.Equal(3, trail.Entries.Count);
        Assert.Equal("event-2", Assert.Throws<AuditTrailException>(() => trail.Fold()).EventId);
        Assert.Contains("\"Placed\"", AuditTable.Text(trail.Fold(AuditTable.Start.AddSeconds(1)).Item.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void S11_one_event_id_of_two_changes_is_a_conflict_from_the_earlier_on()
    {
        AuditRecord[] records = [Change("Placed", null, number: 1), Change("FORGED", "Placed", number: 2, id: "event-3"), Change("Paid", "Placed", number: 3)];
        var trail = Assert.Single(AuditTrail.Gather(records.Select(static record => AuditEntry.Parse(record.Json.Span))));

        Assert.Equal("event-3", Assert.Single(trail.Conflicts).EventId);
        Assert.Throws<AuditTrailException>(() => trail.Fold(AuditTable.Start.AddSeconds(2)));
    }

    [Fact]
    public void S11_duplicates_are_no_conflict()
    {
        AuditRecord[] records = [Change("Placed", null, number: 1), Change("Paid", "Placed", number: 2)];
        var trail = Assert.Single(AuditTrail.Gather([.. records.Select(static record => AuditEntry.Parse(record.Json.Span)), .. records.Select(static record => AuditEntry.Parse(record.Json.Span))]));

        Assert.Empty(trail.Conflicts);
        Assert.Equal(2, trail.Entries.Count);
    }

    private static AuditRecord Change(string status, string? old = "Placed", int number = 1, string? id = null, string by = "u-1")
    {
        var change = AuditTable.Change(old is null ? null : Image(old, "u-1", isFirst: true), Image(status, by, isFirst: false), number: number);
        return AuditTable.Writer(AuditTable.Model(name: Table)).Write(id is null ? change : change with { EventId = Encoding.UTF8.GetBytes(id) });

        static string Image(string status, string by, bool isFirst)
            => $$$"""{"Id":{"S":"item-1"},"Status":{"S":"{{{status}}}"},"By":{"S":"{{{by}}}"}{{{(isFirst ? "" : ",\"Count\":{\"N\":\"1\"},\"Tags\":{\"SS\":[\"a\",\"b\"]}")}}}}""";
    }

    // A change of a hashed attribute by a hashed actor; masked without a key.
    private static AuditRecord Hashed(string? key, char old, char @new, char actor, string status = "Paid")
    {
        return AuditTable.Writer(AuditTable.Model(name: Table, sensitive: ["Email", "By"])).Write(AuditTable.Change(Image("Placed", old, 'Z'), Image(status, @new, actor), redacted: "By,Email"));

        string Image(string status, char email, char by) => $$$"""{"Id":{"S":"item-1"},"Status":{"S":"{{{status}}}"},"Email":{"S":"{{{Mark(email)}}}"},"By":{"S":"{{{Mark(by)}}}"}}""";

        string Mark(char hash) => key is null ? "***" + hash : $"hmac:{key}{(key.Length > 0 ? ":" : "")}{new string(hash, 43)}";
    }

    private static void AssertConflict(int index, string found, IReadOnlyList<AuditFailure> failures, string? part = null)
    {
        Assert.True(failures.Count == 1, part);
        Assert.Equal(
            new AuditFailure(index, $"The audit record of the change conflicts with a stored item: {found} already has its key.", Permanent: true),
            failures[0]);
    }

    private DynamoDbAuditSink Sink() => new(_store, AuditTable.Model(name: Table), "trail");

    // Stores the record of the change as another writer would have.
    private async Task ForgeAsync(string genuine, string forged)
    {
        await Sink().StoreAsync([Change("Paid")], Cancellation);
        var record = Assert.Single(Records());
        Assert.Contains(genuine, record, StringComparison.Ordinal);
        await _store.PutAsync("trail", AuditTable.ImageOf(record.Replace(genuine, forged, StringComparison.Ordinal)), null, Cancellation);
    }

    private string[] Contents() => [.. _store.Items.Select(static item => AuditTable.Text(item.Json))];

    private string[] Records() => [.. Contents().Where(static item => item.Contains("\"fw24.audit/", StringComparison.Ordinal))];

    /// <summary>Rejects a put because of an item that is gone when it is read.</summary>
    private sealed class VanishingStore() : DelegatingItemStore(new MemoryItemStore("pk", "sk"))
    {
        public override ValueTask<bool> PutAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => new(false);

        public override ValueTask<PutResult> PutOrReadAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => new(new PutResult(false, default));
    }
}
