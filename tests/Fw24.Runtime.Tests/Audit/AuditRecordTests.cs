using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class AuditRecordTests
{
    private const string Old = """{"Id":{"S":"ord-1"},"Status":{"S":"Placed"},"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"1"}}}]},"By":{"S":"u-1"}}""";
    private const string New = """{"Id":{"S":"ord-1"},"Status":{"S":"Paid"},"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Qty":{"N":"2"}}}]},"By":{"S":"u-7"}}""";

    [Fact]
    public void A_record_is_one_line_of_the_documented_members()
    {
        var record = AuditTable.Writer().Write(AuditTable.Change(Old, New, """{"Id":{"S":"ord-1"}}""", trace: "00-abc-def-01"));

        Assert.Equal(
            """
            {"schema":"fw24.audit/2","id":"event-1","time":"2026-11-22T10:05:01Z","recordedAt":"2026-11-22T10:05:03Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"ord-1"},"changes":{"By":{"old":"u-1","new":"u-7"},"Lines[1].Qty":{"old":1,"new":2},"Status":{"old":"Placed","new":"Paid"}},"actor":"u-7","actorKind":"writer","origin":"application","sequence":"100000000000000000000","trace":"00-abc-def-01"}
            """,
            AuditTable.Text(record.Json));
        Assert.Equal(("event-1", "Order", "100000000000000000000", AuditTable.Start.AddSeconds(1)), (record.EventId, record.Entity, record.SequenceNumber, record.Time));
    }

    [Theory]
    [InlineData("""{"S":"x \" \\ ü 😀 \u0041"}""", """
        "x \" \\ ü 😀 A"
        """)]
    [InlineData("""{"S":""}""", "\"\"")]
    [InlineData("""{"N":"12345678901234567890123456789012345678"}""", "12345678901234567890123456789012345678")]
    [InlineData("""{"N":"-0.10"}""", "-0.1")]
    [InlineData("""{"N":"1E-130"}""", "1E-130")]
    [InlineData("""{"N":"+1"}""", "1")]
    [InlineData("""{"N":".5"}""", "0.5")]
    [InlineData("""{"N":"007"}""", "7")]
    [InlineData("""{"BOOL":false}""", "false")]
    [InlineData("""{"NULL":true}""", "null")]
    [InlineData("""{"B":"AAH/"}""", """{"$b":"AAH/"}""")]
    [InlineData("""{"SS":["b","","a","B"]}""", """{"$ss":["","B","a","b"]}""")]
    [InlineData("""{"NS":["10","9","-1.50","1e0"]}""", """{"$ns":[-1.5,1,9,10]}""")]
    [InlineData("""{"BS":["AQ==","AA=="]}""", """{"$bs":["AA==","AQ=="]}""")]
    [InlineData("""{"L":[{"L":[]},{"NULL":true}]}""", "[[],null]")]
    [InlineData("""{"M":{}}""", "{}")]
    [InlineData("""{"M":{"a":{"N":"1"},"$b":{"S":"x"}}}""", """{"$b":"x","a":1}""")]
    [InlineData("""{"M":{"$b":{"S":"x"}}}""", """{"$m":{"$b":"x"}}""")]
    [InlineData("""{"M":{"$m":{"M":{"$ss":{"L":[]}}}}}""", """{"$m":{"$m":{"$m":{"$ss":[]}}}}""")]
    [InlineData("""{"M":{"$later":{"S":"x"}}}""", """{"$m":{"$later":"x"}}""")]
    public void H21_Values_are_plain_where_JSON_says_the_type_and_tagged_elsewhere(string typed, string shown)
    {
        var record = AuditTable.Writer().Write(AuditTable.Change(null, $$"""{"Id":{"S":"item-1"},"v":{{typed}}}"""));

        Assert.Contains($$$"""
            "changes":{"v":{"new":{{{shown}}}}}
            """, AuditTable.Text(record.Json), StringComparison.Ordinal);
        Assert.True(
            Fw24.Items.AttributeEquality.AreEqual(Encoding.UTF8.GetBytes(typed), Assert.Single(AuditEntry.Parse(record.Json.Span).Changes).New.Span),
            AuditTable.Text(AuditEntry.Parse(record.Json.Span).Changes[0].New));
    }

    // The change is of 10:05:01.
    [Theory]
    [InlineData("1795341900900 x", "deleter")]
    [InlineData("1795341842000 x", "deleter")]
    [InlineData("1795341961000 x", "deleter")]
    [InlineData("1795341840999 x", "lastWriter")]
    [InlineData("1795341962000 x", "lastWriter")]
    [InlineData("1795341900900", "lastWriter")]
    [InlineData("-1795341900900 x", "lastWriter")]
    [InlineData("9999999999999999 x", "lastWriter")]
    [InlineData(" x", "lastWriter")]
    public void An_actor_deleted_the_item_if_a_recent_mark_says_so(string mark, string kind)
    {
        var old = $$$"""{"Id":{"S":"ord-1"},"By":{"S":"u-7"},"fw24:deleting":{"S":"{{{mark}}}"}}""";
        var stamped = AuditTable.Writer(AuditTable.Model(stampsDeletes: true));
        var removal = AuditTable.Change(old, null);

        Assert.Equal(kind, Members(stamped.Write(removal)).GetProperty("actorKind").GetString());
        Assert.Equal("lastWriter", Members(AuditTable.Writer().Write(removal)).GetProperty("actorKind").GetString());
        Assert.Equal(
            "system", Members(stamped.Write(removal with { Origin = ChangeOrigin.TimeToLive })).GetProperty("actorKind").GetString());
    }

    [Fact]
    public void The_mark_of_a_delete_is_no_change()
    {
        const string Marked = """{"Id":{"S":"ord-1"},"By":{"S":"u-7"},"fw24:deleting":{"S":"1795341900900 x"}}""";
        using var writer = AuditTable.Writer(AuditTable.Model(stampsDeletes: true));

        var stamp = AuditEntry.Parse(writer.Write(AuditTable.Change("""{"Id":{"S":"ord-1"},"By":{"S":"u-7"}}""", Marked)).Json.Span);
        var removal = AuditEntry.Parse(writer.Write(AuditTable.Change(Marked, null)).Json.Span);

        Assert.Equal((0, AuditActorKind.Unchanged), (stamp.Changes.Count, stamp.ActorKind));
        Assert.Equal(("By", AuditActorKind.Deleter), (Assert.Single(removal.Changes).Path, removal.ActorKind));
    }

    [Theory]
    [InlineData(Old, New, ChangeOrigin.Application, "u-7", "writer", "application")]
    [InlineData(null, New, ChangeOrigin.Application, "u-7", "writer", "application")]
    [InlineData(New, null, ChangeOrigin.Application, "u-7", "lastWriter", "application")]
    [InlineData(New, null, ChangeOrigin.TimeToLive, null, "system", "timeToLive")]
    [InlineData(Old, New, ChangeOrigin.Replication, "u-7", "writer", "replication")]
    [InlineData("""{"Id":{"S":"ord-1"}}""", New, ChangeOrigin.Application, "u-7", "writer", "application")]
    [InlineData("""{"Id":{"S":"ord-1"},"By":{"N":"7"}}""", New, ChangeOrigin.Application, "u-7", "writer", "application")]
    [InlineData(New, """{"Id":{"S":"ord-1"}}""", ChangeOrigin.Application, null, "unknown", "application")]
    [InlineData(New, """{"Id":{"S":"ord-1"},"By":{"N":"7"}}""", ChangeOrigin.Application, null, "unknown", "application")]
    public void H23_The_actor_is_who_the_item_says_wrote_it(string? old, string? @new, ChangeOrigin origin, string? actor, string kind, string originText)
    {
        var json = Members(AuditTable.Writer().Write(AuditTable.Change(old, @new, origin: origin)));

        Assert.Equal(actor, json.TryGetProperty("actor", out var text) ? text.GetString() : null);
        Assert.Equal(kind, json.GetProperty("actorKind").GetString());
        Assert.Equal(originText, json.GetProperty("origin").GetString());
    }

    [Theory]
    [InlineData("""{"Id":{"S":"ord-1"},"Status":{"S":"Placed"},"By":{"S":"u-7"}}""")]
    [InlineData("""{"By":{"S":"\u0075-7"},"Status":{"S":"Placed"},"Id":{"S":"ord-1"}}""")]
    public void W21_X6_who_does_not_say_so_is_not_recorded_as_the_writer(string old)
    {
        var record = AuditTable.Writer().Write(AuditTable.Change(old, New));

        var json = Members(record);
        Assert.Equal(("u-7", "unchanged"), (json.GetProperty("actor").GetString(), json.GetProperty("actorKind").GetString()));
        var entry = AuditEntry.Parse(record.Json.Span);
        Assert.Equal((AuditActorKind.Unchanged, "u-7"), (entry.ActorKind, entry.Actor));
        Assert.Equal(AuditActorKind.Unchanged, AuditEntry.FromItem(new AuditItem { PartitionKey = "pk", SortKey = "sk", IsNested = true, TimeToLive = "ttl" }.Write(entry, null)).ActorKind);
    }

    [Fact]
    public void W21_a_redacted_actor_that_changed_is_another_one()
    {
        const string Masked = """{"Id":{"S":"ord-1"},"By":{"S":"***"}}""";
        var writer = AuditTable.Writer(AuditTable.Model(sensitive: ["By"]));

        Assert.Equal("unchanged", Members(writer.Write(AuditTable.Change(Masked, Masked, redacted: ""))).GetProperty("actorKind").GetString());
        Assert.Equal("writer", Members(writer.Write(AuditTable.Change(Masked, Masked, redacted: "By"))).GetProperty("actorKind").GetString());
    }

    [Fact]
    public void Ignored_attributes_are_left_out_and_the_change_is_still_recorded()
    {
        var writer = AuditTable.Writer(AuditTable.Model(ignored: ["UpdatedAt", "Status"]));

        Assert.Equal("{}", Changes(writer, """{"Id":{"S":"item-1"},"UpdatedAt":{"S":"1"}}""", """{"Id":{"S":"item-1"},"UpdatedAt":{"S":"2"},"Status":{"S":"new"}}"""));
        Assert.Equal("""{"Total":{"new":1}}""", Changes(writer, null, """{"Id":{"S":"item-1"},"UpdatedAt":{"S":"1"},"Total":{"N":"1"}}"""));
    }

    [Fact]
    public void Keys_are_in_the_tables_order_and_not_among_the_changes()
    {
        var writer = AuditTable.Writer(AuditTable.Model(sortKey: AuditTable.NumberKey("Arm")));

        var json = AuditTable.Text(writer.Write(AuditTable.Change(null, """{"Arm":{"N":"7"},"Id":{"S":"item-1"}}""", """{"Arm":{"N":"7"},"Id":{"S":"item-1"}}""")).Json);

        Assert.Contains(""" "key":{"Id":"item-1","Arm":7},"changes":{}, """.Trim(), json, StringComparison.Ordinal);
    }

    [Fact]
    public void H25_Rows_that_are_no_entity_are_recorded_whole()
    {
        var writer = AuditTable.Writer(AuditTable.Model(discriminator: "kind", ignored: ["UpdatedAt"]));

        var stranger = Members(writer.Write(AuditTable.Change(null, """{"Id":{"S":"item-1"},"kind":{"S":"Stranger"},"UpdatedAt":{"S":"now"}}""")));
        var nobody = Members(writer.Write(AuditTable.Change("""{"Id":{"S":"item-1"},"By":{"S":"u-7"}}""", null)));

        Assert.Equal("-", stranger.GetProperty("entity").GetString());
        Assert.Equal("""{"UpdatedAt":{"new":"now"},"kind":{"new":"Stranger"}}""", stranger.GetProperty("changes").GetRawText());
        Assert.Equal("-", nobody.GetProperty("entity").GetString());
        Assert.Equal("unknown", nobody.GetProperty("actorKind").GetString());
    }

    [Fact]
    public void A_row_that_becomes_another_entity_is_shown_as_each_of_them()
    {
        // Order ignores Draft, Note does not, so Draft appears although it did not change.
        var writer = AuditTable.Writer(AuditTable.Model(discriminator: "kind", ignored: ["Draft"]));
        const string Order = """{"Id":{"S":"item-1"},"kind":{"S":"Order"},"Draft":{"S":"x"}}""";
        const string Note = """{"Id":{"S":"item-1"},"kind":{"S":"Note"},"Draft":{"S":"x"}}""";

        Assert.Equal("""{"Draft":{"new":"x"},"kind":{"old":"Order","new":"Note"}}""", Changes(writer, Order, Note));
        Assert.Equal("""{"Draft":{"old":"x"},"kind":{"old":"Note","new":"Order"}}""", Changes(writer, Note, Order));
    }

    [Theory]
    [InlineData(ChangeOperations.Modify, null, New, "old")]
    [InlineData(ChangeOperations.Modify, Old, null, "new")]
    [InlineData(ChangeOperations.Insert, null, null, "new")]
    [InlineData(ChangeOperations.Remove, null, null, "old")]
    public void H17_A_change_without_its_image_is_a_clear_failure(ChangeOperations operation, string? old, string? @new, string image)
    {
        var change = AuditTable.Change(old, @new) with { Operation = operation };
        var writer = AuditTable.Writer(AuditTable.Model(viewType: StreamViewType.KeysOnly));

        var message = Assert.Throws<MissingImageException>(() => writer.Write(change)).Message;

        Assert.Contains($"has no {image} image", message, StringComparison.Ordinal);
        Assert.Contains("NewAndOldImages", message, StringComparison.Ordinal);
        Assert.Contains("KeysOnly", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Id":{"S":"canary-1"},"a":{"X":"canary-2"}}""")]
    [InlineData("""{"Id":{"S":"canary-1"},"a":{"N":"canary-2"}}""")]
    [InlineData("""{"Id":{"S":"canary-1"},"a":{"S":{"canary-2":1}}}""")]
    [InlineData("""{"Id":{"S":"canary-1"},"a":{"L":[{"S":"canary-2"}}}""")]
    [InlineData("""{"Id":{"S":"canary-1"},"a":{"NS":["canary-2"]}}""")]
    public void H22_Errors_hold_no_values(string image)
    {
        var error = Assert.Throws<ItemFormatException>(() => AuditTable.Writer().Write(AuditTable.Change(null, image, """{"Id":{"S":"canary-1"}}""")));

        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void H22_A_trail_that_does_not_fit_says_so_without_values()
    {
        var writer = AuditTable.Writer();
        AuditEntry[] entries =
        [
            AuditEntry.Parse(writer.Write(AuditTable.Change(null, """{"Id":{"S":"canary-1"},"a":{"S":"canary-2"}}""", """{"Id":{"S":"canary-1"}}""", 1)).Json.Span),
            AuditEntry.Parse(writer.Write(AuditTable.Change("""{"Id":{"S":"canary-1"},"a":{"S":"canary-3"}}""", """{"Id":{"S":"canary-1"}}""", """{"Id":{"S":"canary-1"}}""", 2)).Json.Span),
        ];

        Assert.DoesNotContain("canary", Assert.Throws<AuditTrailException>(() => AuditTrail.Gather(entries)[0].Fold()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_without_its_key_is_an_error()
        => Assert.Throws<ItemFormatException>(() => AuditTable.Writer().Write(AuditTable.Change(null, New, """{"Other":{"S":"x"}}""")));

    private static string Changes(AuditRecordWriter writer, string? old, string? @new)
        => Members(writer.Write(AuditTable.Change(old, @new))).GetProperty("changes").GetRawText();

    private static JsonElement Members(AuditRecord record) => JsonDocument.Parse(record.Json).RootElement;
}
