using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>A record has the reason that its own write stored in the item, and no other.</summary>
public sealed class ReasonRecordTests
{
    private const string Plain = """{"Id":{"S":"item-1"},"By":{"S":"u-7"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_in_the_record_and_no_change()
    {
        var reason = Because("n-1", ""","reason":{"S":"ticket \"1\""},"fields":{"M":{"b":{"S":"2"},"a":{"S":"1"}}}""");

        var record = Write(Plain + "}", Plain + reason);

        Assert.Contains(
            ""","actorKind":"unchanged","reason":"ticket \"1\"","fields":{"a":"1","b":"2"},"origin":"application","sequence":"1""",
            Encoding.UTF8.GetString(record.Json.Span),
            StringComparison.Ordinal);
        var entry = AuditEntry.Parse(record.Json.Span);
        Assert.Empty(entry.Changes);
        Assert.Equal(("ticket \"1\"", "1", "2"), (entry.Reason, entry.Fields["a"], entry.Fields["b"]));
    }

    [Theory]
    [InlineData(null, "n-1", "why")]
    [InlineData("n-1", "n-2", "why")]
    [InlineData("n-1", "n-1", null)]
    [InlineData("n-1", null, null)]
    public void A_later_writer_who_leaves_it_does_not_inherit_it(string? old, string? @new, string? reason)
    {
        var entry = Entry(Item(old), Item(@new));

        Assert.Equal(reason, entry.Reason);
        Assert.Empty(entry.Changes);

        static string Item(string? nonce) => Plain + (nonce is null ? "}" : Because(nonce, ""","reason":{"S":"why"}"""));
    }

    [Theory]
    [InlineData("1795341900900 n-1", "n-1", true, "why")]
    [InlineData("1795341900900 n-2", "n-1", true, null)]
    [InlineData("1795341800900 n-1", "n-1", true, null)]
    [InlineData("1795341900900 n-1", "n-1", false, null)]
    [InlineData("1795341900900 ", "", true, null)]
    public void A_removal_has_it_if_its_own_mark_was_written_with_it(string mark, string nonce, bool stampsDeletes, string? reason)
    {
        var item = $$"""{{Plain}},"fw24:deleting":{"S":"{{mark}}"}{{Because(nonce, ""","reason":{"S":"why"}""")}}""";

        Assert.Equal(reason, Entry(item, null, stampsDeletes).Reason);
        Assert.Null(Entry(item, null, stampsDeletes, ChangeOrigin.TimeToLive).Reason);
    }

    [Theory]
    [InlineData("""{"S":"why"}""")]
    [InlineData("""{"M":{}}""")]
    [InlineData("""{"M":{"reason":{"N":"1"},"fields":{"L":[]},"restored":{"S":"x"},"other":{"BOOL":true}}}""")]
    [InlineData("""{"M":{"restored":{"M":{"before":{"S":"12x"},"time":{"S":"2026-01-01T00:00:00Z"}}}}}""")]
    [InlineData("""{"M":{"restored":{"M":{"after":{"S":"12"},"time":{"S":"noon"}}}}}""")]
    public void What_another_program_writes_there_is_no_reason(string value)
    {
        var entry = Entry(Plain + "}", $$"""{{Plain}},"fw24:because":{{value}}}""");

        Assert.Equal((null, 0, null, 0), (entry.Reason, entry.Fields.Count, entry.Restored, entry.Changes.Count));
    }

    [Theory]
    [InlineData("before", true)]
    [InlineData("after", false)]
    public async Task It_is_the_same_in_a_line_and_in_a_row(string side, bool isBefore)
    {
        var reason = Because(
            "n-1",
            """
            ,"reason":{"S":"ü"},"fields":{"M":{"$b":{"S":"x"}}},
            "restored":{"M":{"SIDE":{"S":"12"},"time":{"S":"2026-11-22T10:05:00Z"},"undone":{"S":"13 12"}}}
            """.Replace("SIDE", side, StringComparison.Ordinal));
        var record = Write(Plain + "}", Plain + reason);
        var line = AuditEntry.Parse(record.Json.Span);
        foreach (var isOwn in (bool[])[false, true])
        {
            var store = isOwn ? new MemoryItemStore("Id") : new MemoryItemStore("pk", "sk");
            var sink = new DynamoDbAuditSink(store, AuditTable.Model(), isOwn ? "orders" : "audit");
            Assert.Empty(await sink.StoreAsync([record], Stop));
            var row = store.Items.Select(AuditLogOf).OfType<AuditEntry>().Single();

            Assert.Equal(("ü", "x"), (row.Reason, row.Fields["$b"]));
            Assert.Equal(new RestoredFrom("12", AuditTable.Start, isBefore) { Undone = "13 12" }, row.Restored);
            Assert.True(row.TellsTheSame(line) && line.TellsTheSame(row));

            // A second delivery is no conflict; another reason is one.
            Assert.Empty(await sink.StoreAsync([record], Stop));
            var other = Write(Plain + "}", Plain + Because("n-1", ""","reason":{"S":"o"}"""));
            Assert.Contains("different content", Assert.Single(await sink.StoreAsync([other], Stop)).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_of_a_version_that_did_not_know_it_is_read_as_one_without()
    {
        var record = Encoding.UTF8.GetString(Write(Plain + "}", Plain + Because("n-1", ""","reason":{"S":"why"}""")).Json.Span);
        var old = record.Replace("\"reason\":\"why\",", "", StringComparison.Ordinal).Replace(
            "\"changes\":{}",
            """
            "changes":{"fw24:because":{"new":{"nonce":"n-1"}},"fw24:because.reason":{"old":"x","new":"why"},"fw24:because2":{"new":1}}
            """,
            StringComparison.Ordinal);

        var entry = AuditEntry.Parse(Encoding.UTF8.GetBytes(old));

        Assert.Equal("fw24:because2", Assert.Single(entry.Changes).Path);
        Assert.Null(entry.Reason);
        old = old.Replace(""","fw24:because2":{"new":1}""", "", StringComparison.Ordinal);
        Assert.True(AuditEntry.Parse(Encoding.UTF8.GetBytes(old)).TellsTheSame(AuditEntry.Parse(Encoding.UTF8.GetBytes(record))));
    }

    [Fact]
    public async Task An_erasure_removes_it()
    {
        var store = new MemoryItemStore("pk", "sk");
        var record = Write(Plain + "}", Plain + Because("n-1", ""","reason":{"S":"for Ana"},"fields":{"M":{"who":{"S":"Ana"}}}"""));
        Assert.Empty(await new DynamoDbAuditSink(store, AuditTable.Model(), "audit").StoreAsync([record], Stop));

        await new AuditEraser(store, AuditTable.Model(), "audit").EraseAsync(
            AuditTable.ImageOf("""{"Id":{"S":"item-1"}}"""), cancellationToken: Stop);

        Assert.DoesNotContain(store.Items, static row => Encoding.UTF8.GetString(row.Json.Span).Contains("Ana", StringComparison.Ordinal));
        var entry = store.Items.Select(AuditLogOf).OfType<AuditEntry>().Single();
        Assert.Equal((null, 0), (entry.Reason, entry.Fields.Count));
        Assert.NotNull(entry.ErasedAt);
    }

    [Fact]
    public void A_line_has_no_character_that_ends_it()
    {
        var json = Encoding.UTF8.GetString(Write(Plain + "}", Plain + Because("n-1", ",\"reason\":{\"S\":\"a\u2028b\"}")).Json.Span);

        Assert.Contains("a\\u2028b", json, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal("a\u2028b", parsed.RootElement.GetProperty("reason").GetString());
    }

    private static object? AuditLogOf(ItemImage row) => AuditLog.ReadRow(row);

    private static string Because(string nonce, string rest)
        => $$$$""","fw24:because":{"M":{"nonce":{"S":"{{{{nonce}}}}"}{{{{rest}}}}}}}""";

    private static AuditRecord Write(string? old, string? @new, bool stampsDeletes = false, ChangeOrigin origin = ChangeOrigin.Application)
    {
        using var writer = AuditTable.Writer(AuditTable.Model(stampsDeletes: stampsDeletes));
        return writer.Write(AuditTable.Change(old, @new) with { Origin = origin });
    }

    private static AuditEntry Entry(string? old, string? @new, bool stampsDeletes = false, ChangeOrigin origin = ChangeOrigin.Application)
        => AuditEntry.Parse(Write(old, @new, stampsDeletes, origin).Json.Span);
}
