using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Audit;

/// <summary>The audit records that sensitive attributes changed, but not their values.</summary>
public sealed class AuditRedactionTests
{
    private const string Item = """{"Id":{"S":"item-1"},"By":{"S":"u-1"},"Phone":{"S":"***"}}""";

    [Fact]
    public void W4_a_change_of_nothing_but_sensitive_attributes_names_them()
    {
        var record = Write(Item, Item, "Email,Home,Phone");

        Assert.Equal(
            """
            {"schema":"fw24.audit/2","id":"event-1","time":"2026-11-22T10:05:01Z","recordedAt":"2026-11-22T10:05:03Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"item-1"},"changes":{},"redacted":["Email","Home","Phone"],"actor":"u-1","actorKind":"unchanged","origin":"application","sequence":"100000000000000000000"}
            """,
            AuditTable.Text(record.Json));
        Assert.Equal(["Email", "Home", "Phone"], AuditEntry.Parse(record.Json.Span).Redacted);
    }

    [Fact]
    public void W4_where_no_sensitive_attribute_changed_none_is_named()
    {
        var record = Write(Item, Item.Replace("u-1", "u-2", StringComparison.Ordinal), "");

        Assert.DoesNotContain("redacted", AuditTable.Text(record.Json), StringComparison.Ordinal);
        Assert.Empty(AuditEntry.Parse(record.Json.Span).Redacted!);
    }

    [Theory]
    [InlineData(null, Item)]
    [InlineData(Item, Item)]
    [InlineData(Item, null)]
    public void W4_a_message_that_does_not_name_them_makes_a_record_that_says_nothing_of_them(string? old, string? @new)
    {
        var record = Write(old, @new, redacted: null);

        Assert.StartsWith("""{"schema":"fw24.audit/1",""", AuditTable.Text(record.Json), StringComparison.Ordinal);
        Assert.Null(AuditEntry.Parse(record.Json.Span).Redacted);
    }

    [Fact]
    public void W4_a_table_without_sensitive_attributes_hides_nothing()
        => Assert.Empty(AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(Item, Item)).Json.Span).Redacted!);

    [Fact]
    public void W4_what_the_audit_leaves_out_is_not_named_either()
    {
        var table = AuditTable.Model(discriminator: "kind", ignored: ["Email"], sensitive: ["Email", "Home"]);

        Assert.Equal(["Home"], NamesOf("Order", "Order"));
        Assert.Equal(["Email", "Home"], NamesOf("Order", "Note"));
        Assert.Equal(["Home"], NamesOf(null, "Order"));
        Assert.Equal(["Email", "Home"], NamesOf("Note", null));

        IReadOnlyList<string> NamesOf(string? old, string? @new)
            => AuditEntry.Parse(AuditTable.Writer(table).Write(AuditTable.Change(Image(old), Image(@new), redacted: "Email,Home")).Json.Span).Redacted!;

        static string? Image(string? kind) => kind is null ? null : $$$"""{"Id":{"S":"item-1"},"kind":{"S":"{{{kind}}}"}}""";
    }

    [Theory]
    [InlineData("a\\,b,c", "a,b", "c")]
    [InlineData("x\\\\y,\"q\",é", "x\\y", "\"q\"", "é")]
    public void W4_names_may_be_any_text(string listed, params string[] names)
        => Assert.Equal(names, AuditEntry.Parse(Write(Item, Item, listed).Json.Span).Redacted);

    [Theory]
    [InlineData(true, "Email,Home")]
    [InlineData(false, "Email,Home")]
    [InlineData(true, "")]
    [InlineData(false, null)]
    public void W4_DynamoDB_keeps_the_names_as_a_list(bool isNested, string? redacted)
    {
        var layout = new AuditItem { PartitionKey = "pk", SortKey = "sk", IsNested = isNested, TimeToLive = "expiresAt" };
        var entry = AuditEntry.Parse(Write(Item, Item, redacted).Json.Span);

        var item = layout.Write(entry, expiresAt: null);

        Assert.Equal(redacted is { Length: > 0 }, AuditTable.Text(item.Json).Contains("""  "redacted":{"L":[{"S":"Email"},{"S":"Home"}]}  """.Trim(), StringComparison.Ordinal));
        Assert.Equal(entry.Redacted, AuditEntry.FromItem(item).Redacted);
        Assert.Equal(entry.Redacted, Assert.Single(AuditLog.FromItems([item]).Entries).Redacted);
    }

    [Theory]
    [InlineData("""{"schema":"fw24.audit/1","id":"e-1","time":"2026-11-22T10:05:00Z","recordedAt":"2026-11-22T10:05:01Z","app":"orders","table":"orders","entity":"Order","operation":"modify","key":{"OrderId":"ord-1"},"changes":{"Status":{"old":"Placed","new":"Paid"}},"actor":"u-7","actorKind":"writer","origin":"application","sequence":"1"}""")]
    public void W4_records_of_the_first_schema_are_read_as_they_were(string line)
    {
        var entry = AuditEntry.Parse(Encoding.UTF8.GetBytes(line));

        Assert.Equal(("e-1", "u-7", AuditActorKind.Writer), (entry.EventId, entry.Actor, entry.ActorKind));
        Assert.Equal(("Status", "\"Placed\"", "\"Paid\""), (Assert.Single(entry.Changes).Path, entry.Changes[0].OldText, entry.Changes[0].NewText));
        Assert.Null(entry.Redacted);
    }

    [Fact]
    public void W4_the_whole_way_from_the_stream_record_to_the_record()
    {
        // evil changes the e-mail address, but the actor in the image is still the previous one; only one of the three kinds of redaction shows in the images.
        const string Old = """{"Id":{"S":"item-1"},"Email":{"S":"a@b"},"Phone":{"S":"1"},"Home":{"S":"x"},"By":{"S":"nurse"}}""";
        const string New = """{"Id":{"S":"item-1"},"Email":{"S":"evil@b"},"Phone":{"S":"666"},"Home":{"S":"y"},"By":{"S":"nurse"}}""";
        var table = new TableModel
        {
            Name = "patients",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Stream = new StreamEnabledAttribute(),
            Entities = [TestTables.Entity("Patient", new("Email", Redaction.Remove), new("Phone", Redaction.Mask), new("Home", Redaction.Hmac))],
        };
        var record = new TestRecord { EventId = "e", SequenceNumber = "1", Keys = """{"Id":{"S":"item-1"}}""", OldImage = Old, NewImage = New }.Read();
        using var buffer = new MessageBuffer(16);
        var draft = new ChangeMessageWriter(table, Redactor.Create(table, Publishing.RedactorTests.Environment)).Write(record, new MessageGroups(table).Of(record.Keys), null, buffer);
        using var writer = new AuditRecordWriter("clinic", table, new FakeTimeProvider(AuditTable.Start));

        var body = draft.ToMessage(buffer, null, new byte[draft.ComposedLength]).Body;
        var entry = AuditEntry.Parse(writer.Write(ChangeEnvelope.Read(body)).Json.Span);

        Assert.Equal(["Email", "Home", "Phone"], entry.Redacted);
        Assert.Equal("Home", Assert.Single(entry.Changes).Path);
        Assert.DoesNotContain("evil", JsonSerializer.Serialize(entry.Changes[0].NewText), StringComparison.Ordinal);
    }

    [Fact]
    public void W4_a_fold_takes_what_is_redacted_as_unknown_and_not_as_absent()
    {
        AuditEntry[] entries =
        [
            Entry(null, Item, 1, "Phone"),
            Entry(Item, Item, 2, "Email"),
            Entry(Item, null, 3, "Email,Phone"),
            Entry(null, Item, 4, "Phone"),
        ];
        var trail = Assert.Single(AuditTrail.Gather(entries));

        Assert.Equal(["Phone"], At(1).Redacted);
        Assert.Equal(["Email", "Phone"], At(2).Redacted);
        Assert.Equal([], At(3).Redacted);
        Assert.Equal(["Phone"], At(4).Redacted);
        Assert.Equal(ItemKnowledge.Whole, At(2).Knowledge);
        Assert.Equal(Item, AuditTable.Text(At(2).Item.Json));
        Assert.False(At(2).TryGetValue("Email", out _));
        Assert.False(At(2).TryGetValue("Phone", out _));
        Assert.False(At(2).TryGetValue("Phone.Mobile", out _));
        Assert.True(At(1).TryGetValue("Email", out var email) && email.IsEmpty);
        Assert.True(At(2).TryGetValue("By", out var by));
        Assert.Equal("""{"S":"u-1"}""", AuditTable.Text(by));

        AuditedItem At(int second) => trail.Fold(AuditTable.Start.AddSeconds(second));
    }

    [Fact]
    public void W4_records_of_the_first_schema_do_not_make_what_they_hide_absent()
    {
        var trail = Assert.Single(AuditTrail.Gather([Entry(null, Item, 1, redacted: null), Entry(Item, Item, 2, "Email")]));

        var item = trail.Fold(AuditTable.Start.AddSeconds(1));

        Assert.False(item.TryGetValue("Email", out _));
        Assert.True(item.TryGetValue("By", out _));
        Assert.True(item.TryGetValue("By.x", out var nothing) && nothing.IsEmpty);
    }

    private static AuditRecord Write(string? old, string? @new, string? redacted, int number = 1)
        => AuditTable.Writer(AuditTable.Model(sensitive: ["Email", "Home", "Phone"])).Write(AuditTable.Change(old, @new, number: number, redacted: redacted));

    private static AuditEntry Entry(string? old, string? @new, int number, string? redacted)
        => AuditEntry.Parse(Write(old, @new, redacted, number).Json.Span);
}
