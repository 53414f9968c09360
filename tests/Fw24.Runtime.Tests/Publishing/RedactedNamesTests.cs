using System.Text;
using System.Text.Json;
using Fw24.Changes.Reading;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

/// <summary>A message names the sensitive attributes that changed, because its redacted images do not show it.</summary>
public sealed class RedactedNamesTests
{
    private const string Item = """{"OrderId":{"S":"a"},"Email":{"S":"x"},"Phone":{"N":"1"},"Home":{"M":{"a":{"S":"1"},"b":{"S":"2"}}}}""";

    private static readonly TableModel s_table = TestTables.Orders(sensitive: [new("Phone", Redaction.Mask), new("Email", Redaction.Remove), new("Home", Redaction.Hmac)]);

    [Theory]
    [InlineData(Item, """{"OrderId":{"S":"a"},"Email":{"S":"y"},"Phone":{"N":"2"},"Home":{"M":{"a":{"S":"1"}}}}""", "Email,Home,Phone")]
    [InlineData(Item, """{"Home":{"M":{"b":{"S":"2"},"\u0061":{"S":"1"}}},"Phone":{"N":"1.0"},"OrderId":{"S":"a"},"Email":{"S":"x"},"Status":{"S":"new"}}""", "")]
    [InlineData(Item, """{"OrderId":{"S":"a"},"Phone":{"S":"1"}}""", "Email,Home,Phone")]
    [InlineData("""{"OrderId":{"S":"a"}}""", """{"OrderId":{"S":"a"},"Em\u0061il":{"NULL":true}}""", "Email")]
    [InlineData(null, """{"OrderId":{"S":"a"},"Phone":{"N":"1"},"Email":{"S":"x"}}""", "Email,Phone")]
    [InlineData(Item, null, "Email,Home,Phone")]
    [InlineData(null, """{"OrderId":{"S":"a"}}""", "")]
    public void W4_a_message_names_the_sensitive_attributes_that_differ(string? old, string? @new, string names)
    {
        var body = Body(Change(old, @new));

        using var json = JsonDocument.Parse(body);
        Assert.Equal(names, json.RootElement.GetProperty("redacted").GetString());
        Assert.Contains($"\"redacted\":\"{names}\",\"data\":", body, StringComparison.Ordinal);
        Assert.Equal(names, string.Join(',', NamesOf(body)!));
    }

    [Fact]
    public void W4_a_table_without_sensitive_attributes_has_messages_as_before()
        => Assert.DoesNotContain("redacted", ChangeMessageWriterTests.Write(TestRecord.Change("a", 1, 1)).Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"OrderId":{"S":"a"}}""", null)]
    [InlineData(null, """{"OrderId":{"S":"a"}}""")]
    public void W4_without_both_images_nobody_knows_and_nothing_is_said(string? old, string? @new)
    {
        var body = Body(Change(old, @new) with { EventName = "MODIFY" });

        Assert.Null(NamesOf(body));
        Assert.DoesNotContain("redacted", body, StringComparison.Ordinal);
    }

    [Fact]
    public void W4_a_message_of_an_earlier_version_is_read_and_its_names_are_not_known()
        => Assert.Null(NamesOf(Body(Change(Item, Item)).Replace("\"redacted\":\"\",", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("a,b", "c", "d\\e", "f\"g", "é\u0001", "data", "dataref", "*")]
    public void W4_a_name_may_be_any_text(params string[] names)
    {
        var table = TestTables.Orders(sensitive: [.. names.Select(static name => new SensitiveAttributeModel(name, Redaction.Remove))]);
        var image = $$"""{"OrderId":{"S":"a"},{{string.Join(',', names.Select(static name => $"{JsonSerializer.Serialize(name)}:{{\"S\":\"x\"}}"))}}}""";

        var read = NamesOf(Body(Change(null, image), table))!;

        Assert.Equal(names.Order(StringComparer.Ordinal), read);
        var record = ChangeEnvelope.Read(Encoding.UTF8.GetBytes(Body(Change(null, image), table)));
        Assert.All(names, name => Assert.True(Contains(record, name), name));
        Assert.False(Contains(record, "a"));
    }

    [Fact]
    public async Task W4_a_claimed_body_keeps_the_names()
    {
        string[] names = ["data", "dataref", "x,\"data\":"];
        var table = TestTables.Orders(sensitive: [.. names.Select(static name => new SensitiveAttributeModel(name, Redaction.Mask))]);
        var image = $$"""{"OrderId":{"S":"a"},{{string.Join(',', names.Select(static name => $"{JsonSerializer.Serialize(name)}:{{\"S\":\"x\"}}"))}}}""";
        var body = Encoding.UTF8.GetBytes(Body(Change(null, image), table));
        var claims = new MemoryClaimCheck();

        var claimed = await ClaimedBody.StoreAsync(body, "orders", "e-1", claims, TestContext.Current.CancellationToken);
        var resolved = await ClaimedBody.ResolveAsync(claimed, "orders", claims, TestContext.Current.CancellationToken);

        Assert.Equal(Encoding.UTF8.GetString(body), Encoding.UTF8.GetString(resolved.Span));
    }

    [Fact]
    public void W4_a_parked_record_keeps_the_names_for_its_replay()
    {
        var record = Change(Item, """{"OrderId":{"S":"a"},"Email":{"S":"y"},"Phone":{"N":"1"}}""");
        var parked = ParkedContent.Of(record.Read(), Redactor.Create(s_table, RedactorTests.Environment));

        var text = Encoding.UTF8.GetString(parked);
        Assert.StartsWith("""{"redacted":true,"redactedChanges":"Email,Home","eventID":""", text, StringComparison.Ordinal);
        var replayed = Assert.Single(StreamBatch.Read(TestRecord.Event([text])));
        Assert.Equal(["Email", "Home"], NamesOf(Body(replayed)));
        Assert.Equal(parked, ParkedContent.Of(replayed, Redactor.Create(s_table, RedactorTests.Environment)));
    }

    [Fact]
    public void W4_a_record_that_an_earlier_version_parked_does_not_name_them_and_may_differ_anywhere()
    {
        var parked = Change("""{"OrderId":{"S":"a"},"Phone":{"S":"***"}}""", """{"OrderId":{"S":"a"},"Phone":{"S":"***"},"Status":{"S":"Paid"}}""").ToJson();

        var replayed = Assert.Single(StreamBatch.Read(TestRecord.Event(["{\"redacted\":true," + parked[1..]])));

        Assert.Null(NamesOf(Body(replayed)));
        Assert.Equal("""["*"]""", Write(replayed, s_table).Changed);
    }

    [Fact]
    public void W4_an_attribute_that_only_one_of_two_entities_hides_is_named_when_it_differs()
    {
        var table = TestTables.Shop(order: [new("Text", Redaction.Remove)]);
        var record = new TestRecord
        {
            EventId = "e",
            SequenceNumber = "1",
            Keys = """{"Pk":{"S":"a"},"Sk":{"N":"1"}}""",
            OldImage = """{"Pk":{"S":"a"},"Sk":{"N":"1"},"entityType":{"S":"Order"},"Text":{"S":"t"}}""",
            NewImage = """{"Pk":{"S":"a"},"Sk":{"N":"1"},"entityType":{"S":"Note"},"Text":{"S":"t"}}""",
        };

        Assert.Empty(NamesOf(Body(record, table))!);
        Assert.Equal(["Text"], NamesOf(Body(record with { NewImage = record.NewImage.Replace("\"t\"", "\"u\"", StringComparison.Ordinal) }, table)));
        Assert.Equal(["Text"], NamesOf(Body(record with { OldImage = record.NewImage, NewImage = record.OldImage.Replace("\"t\"", "\"u\"", StringComparison.Ordinal) }, table)));
    }

    [Fact]
    public void W4_names_do_not_touch_the_deduplication_id()
    {
        var record = Change(Item, Item.Replace("\"x\"", "\"y\"", StringComparison.Ordinal));
        var renamed = TestTables.Orders(sensitive: [new("Phone", Redaction.Mask), new("Email", Redaction.Remove), new("Home", Redaction.Hmac), new("Zip", Redaction.Remove)]);

        Assert.Equal(Write(record.Read(), s_table).DeduplicationId, Write(record.Read(), renamed).DeduplicationId);
    }

    private static TestRecord Change(string? old, string? @new) => TestRecord.Change("a", 1, 1) with
    {
        EventName = old is null ? "INSERT" : @new is null ? "REMOVE" : "MODIFY",
        OldImage = old,
        NewImage = @new,
    };

    private static string Body(TestRecord record, TableModel? table = null) => Body(record.Read(), table);

    private static string Body(StreamRecord record, TableModel? table = null) => Write(record, table ?? s_table).Body;

    private static Published Write(StreamRecord record, TableModel table)
    {
        using var buffer = new MessageBuffer(16);
        var draft = new ChangeMessageWriter(table, Redactor.Create(table, RedactorTests.Environment)).Write(record, new MessageGroups(table).Of(record.Keys), null, buffer);
        return new Published(draft.ToMessage(buffer, null, new byte[draft.ComposedLength]));
    }

    private static List<string>? NamesOf(string body)
    {
        var names = ChangeEnvelope.Read(Encoding.UTF8.GetBytes(body)).RedactedChanges;
        if (!names.IsKnown)
        {
            return null;
        }

        var list = new List<string>();
        foreach (var name in names)
        {
            list.Add(Encoding.UTF8.GetString(name));
        }

        return list;
    }

    private static bool Contains(StreamRecord record, string name) => record.RedactedChanges.Contains(Encoding.UTF8.GetBytes(name));
}
