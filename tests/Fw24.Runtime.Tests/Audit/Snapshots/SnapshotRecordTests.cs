using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Audit.States;
using Fw24.Changes.Marks;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Snapshots;

/// <summary>The record of an item that a backfill has marked.</summary>
public sealed class SnapshotRecordTests
{
    private const string Plain = """{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"1"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void It_has_all_of_the_item_and_nobody_wrote_it()
    {
        var record = Snapshot(Plain);

        const string Expected = """
            {"schema":"fw24.audit.snapshot/1","id":"event-1","time":"2026-11-22T10:05:01Z","recordedAt":"2026-11-22T10:05:03Z",
            "app":"shop","table":"orders","entity":"Order","operation":"snapshot","key":{"Id":"item-1"},
            "changes":{"By":{"new":"u-7"},"N":{"new":1}},"actorKind":"system","origin":"backfill","sequence":"100000000000000000000"}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Encoding.UTF8.GetString(record.Json.Span));
        var entry = AuditEntry.Parse(record.Json.Span);
        Assert.Equal(
            (true, ChangeOperations.None, ChangeOrigin.Backfill, AuditActorKind.System, null),
            (entry.IsSnapshot, entry.Operation, entry.Origin, entry.ActorKind, entry.Actor));
    }

    [Fact]
    public void It_names_the_secrets_that_the_item_has()
    {
        var table = AuditTable.Model(sensitive: ["Pin"]);
        var change = Marked(Plain) with { Origin = ChangeOrigin.Backfill };
        var record = AuditTable.Writer(table).Write(change with { Json = Encoding.UTF8.GetBytes(" \"Pin\""), RedactedChangesAt = 1 });

        Assert.Equal(["Pin"], AuditEntry.Parse(record.Json.Span).Redacted);
    }

    [Fact]
    public async Task It_is_the_same_in_a_line_in_a_row_and_erased()
    {
        var entry = AuditEntry.Parse(Snapshot(Plain).Json.Span);

        Assert.Equal(Text(entry), Text(AuditEntry.Parse(entry.ToJson().Span)));
        var rows = new MemoryItemStore("pk", "sk");
        Assert.Empty(await new DynamoDbAuditSink(rows, AuditTable.Model(), "audit").StoreAsync([Snapshot(Plain)], Stop));
        var stored = Assert.Single(AuditLog.FromItems(rows.Items).Entries);
        Assert.Equal(Text(entry), Text(stored));

        await new AuditEraser(rows, AuditTable.Model(), "audit").EraseAsync(entry.Key, cancellationToken: Stop);
        var erased = Assert.Single(AuditLog.FromItems(rows.Items).Entries);
        Assert.Equal((true, 0), (erased.IsSnapshot, erased.Changes.Count));
        Assert.Equal(["By", "N"], erased.ErasedNames);
        Assert.Equal(Text(erased), Text(AuditEntry.Parse(erased.ToJson().Span)));
    }

    // An earlier version refuses the schema in a row, and takes the line for no record.
    [Theory]
    [InlineData("fw24.audit/2", "snapshot")]
    [InlineData("fw24.audit/1", "snapshot")]
    [InlineData("fw24.audit.snapshot/1", "modify")]
    public void Its_schema_has_its_operation_and_no_other(string schema, string operation)
    {
        var text = Encoding.UTF8.GetString(Snapshot(Plain).Json.Span)
            .Replace("fw24.audit.snapshot/1", schema, StringComparison.Ordinal)
            .Replace("\"operation\":\"snapshot\"", $"\"operation\":\"{operation}\"", StringComparison.Ordinal);

        Assert.Throws<ItemFormatException>(() => AuditEntry.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void It_is_found_among_other_lines()
        => Assert.True(AuditLine.Read(Snapshot(Plain).Json.Span)!.IsSnapshot);

    [Fact]
    public void A_query_that_asks_for_changes_does_not_return_it()
    {
        var entry = AuditEntry.Parse(Snapshot(Plain).Json.Span);
        var all = new AuditSelection();

        Assert.True(all.Matches(entry));
        Assert.True((all with { From = entry.Time, To = entry.Time }).Matches(entry));
        Assert.True((all with { ActorKinds = [AuditActorKind.System] }).Matches(entry));
        Assert.False((all with { Actor = "u-7" }).Matches(entry));
        Assert.False((all with { Changed = [(new AttributeFilter(["N"], null, null), false)] }).Matches(entry));
        const ChangeOperations Any = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove;
        Assert.False((all with { Operations = all.Operations & Any }).Matches(entry));
    }

    [Theory]
    [InlineData("""{"M":{"job":{"S":"j"},"snapshot":{"BOOL":true}}}""", "j", true, null)]
    [InlineData("""{"M":{"job":{"S":"j"},"handler":{"S":"Mailer"},"other":{"L":[]}}}""", "j", false, "Mailer")]
    public void A_mark_is_read_as_it_was_written(string value, string job, bool isSnapshot, string? handler)
    {
        var mark = BackfillMark.In(AuditTable.ImageOf($$"""{"Id":{"S":"1"},"fw24:backfill":{{value}}}"""));

        Assert.Equal(new BackfillMark(job, isSnapshot, handler), mark);
        var written = Encoding.UTF8.GetString(mark!.ToValue().Span);
        Assert.Equal(mark, BackfillMark.In(AuditTable.ImageOf($$"""{"fw24:backfill":{{written}}}""")));
    }

    [Theory]
    [InlineData("""{"S":"j"}""")]
    [InlineData("""{"M":{}}""")]
    [InlineData("""{"M":{"job":{"S":"j"}}}""")]
    [InlineData("""{"M":{"job":{"S":"j"},"snapshot":{"BOOL":false}}}""")]
    [InlineData("""{"M":{"job":{"N":"1"},"snapshot":{"BOOL":true},"handler":{"BOOL":true}}}""")]
    public void What_another_program_writes_there_is_no_mark(string value)
    {
        var image = $$"""{{Plain[..^1]}},"fw24:backfill":{{value}}}""";

        Assert.Null(BackfillMark.In(AuditTable.ImageOf(image)));
        var told = BackfillMark.Told(AuditTable.Change(Plain, image));
        Assert.Equal(ChangeOrigin.Application, told.Origin);
        Assert.Empty(AuditEntry.Parse(AuditTable.Writer().Write(told).Json.Span).Changes);
    }

    [Theory]
    [InlineData("""{"Id":{"S":"item-1"}}""", false)]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"1.0"}}""", true)]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"1"},"X":{"NULL":true}}""", false)]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-8"},"N":{"N":"1"}}""", false)]
    [InlineData(null, false)]
    public void Only_a_write_of_the_mark_alone_is_one_of_a_backfill(string? before, bool isBackfill)
    {
        var told = BackfillMark.Told(AuditTable.Change(before, Mark(Plain)));

        Assert.Equal(isBackfill ? ChangeOrigin.Backfill : ChangeOrigin.Application, told.Origin);
    }

    [Fact]
    public void A_mark_that_stays_or_goes_is_none()
    {
        Assert.Equal(ChangeOrigin.Application, BackfillMark.Told(AuditTable.Change(Mark(Plain), Mark(Plain))).Origin);
        Assert.Equal(ChangeOrigin.Application, BackfillMark.Told(AuditTable.Change(Mark(Plain), Plain)).Origin);
        Assert.Equal(ChangeOrigin.Backfill, BackfillMark.Told(AuditTable.Change(Mark(Plain, "i"), Mark(Plain))).Origin);
    }

    [Fact]
    public void Digests_exclude_it()
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));

        Assert.Equal(digest.Of(AuditTable.ImageOf(Plain)), digest.Of(AuditTable.ImageOf(Mark(Plain))));
        Assert.NotEqual(
            digest.Of(AuditTable.ImageOf("""{"Id":{"M":{}}}""")), digest.Of(AuditTable.ImageOf("{\"Id\":{\"M\":" + Mark("{}") + "}}")));
    }

    [Fact]
    public void A_version_that_did_not_know_it_recorded_it_as_an_attribute()
    {
        var entry = AuditEntry.Parse("""
            {"schema":"fw24.audit/2","id":"e","time":"2026-11-22T10:05:01Z","recordedAt":"2026-11-22T10:05:01Z",
            "app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"item-1"},
            "changes":{"fw24:backfill":{"new":{"job":"j","snapshot":true}},
            "fw24:backfill.job":{"old":"i","new":"j"},"fw24:backfills":{"new":1}},
            "actorKind":"unknown","origin":"application","sequence":"1"}
            """u8);

        Assert.Equal("fw24:backfills", Assert.Single(entry.Changes).Path);
    }

    [Theory]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"2"}}""", "N does")]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"}}""", "N does")]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"1.0"},"X":{"NULL":true}}""", "X does")]
    [InlineData("""{"Id":{"S":"item-1"},"By":{"S":"u-7"},"N":{"N":"1.0"}}""", null)]
    public void A_snapshot_that_differs_from_the_item_contradicts_the_records_before_it(string image, string? reason)
    {
        var created = AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(null, Plain)).Json.Span);
        var trail = Assert.Single(AuditTrail.Gather([created, Entry(image, 2)]));

        if (reason is null)
        {
            Assert.Equal(ItemKnowledge.Whole, trail.Fold().Knowledge);
            return;
        }

        Assert.Contains(reason, Assert.Throws<AuditTrailException>(() => trail.Fold()).Message, StringComparison.Ordinal);
        var history = new TrailHistory("orders", trail, null, null);
        var span = Assert.Single(history.Unknown());
        Assert.Equal((created.Time, AuditTable.Start.AddSeconds(2)), (span.From, span.To));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(image), history.At(DateTimeOffset.MaxValue).Item));
    }

    [Fact]
    public void An_erased_item_is_known_again_from_a_snapshot_on()
    {
        var created = AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(null, Plain)).Json.Span);
        var erased = created.Erased(AuditTable.Start, ErasureScope.Values);
        var trail = Assert.Single(AuditTrail.Gather([erased, Entry(Plain, 2)]));

        Assert.True(AuditTable.Same(AuditTable.ImageOf(Plain), trail.Fold().Item));
        Assert.Throws<AuditTrailException>(() => trail.Fold(created.Time));
        var lost = Entry(Plain, 2).Erased(AuditTable.Start, ErasureScope.Values);
        Assert.Throws<AuditTrailException>(() => AuditTrail.Gather([created, lost])[0].Fold());
    }

    private static AuditEntry Entry(string image, int number) => AuditEntry.Parse(AuditTable.Writer().Write(
        BackfillMark.Told(AuditTable.Change(image, Mark(image), number: number))).Json.Span);

    private static AuditRecord Snapshot(string image) => AuditTable.Writer().Write(BackfillMark.Told(Marked(image)));

    private static StreamRecord Marked(string image) => AuditTable.Change(image, Mark(image));

    private static string Mark(string image, string job = "j")
        => image[..^1] + (image.Length > 2 ? "," : "")
            + $$"""
            "fw24:backfill":{"M":{"job":{"S":"{{job}}"},"snapshot":{"BOOL":true} } } }
            """;

    private static string Text(AuditEntry entry) => Encoding.UTF8.GetString(entry.ToJson().Span);
}
