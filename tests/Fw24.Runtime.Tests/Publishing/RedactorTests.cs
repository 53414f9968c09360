using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Json;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class RedactorTests
{
    private static readonly byte[] s_key = SHA256.HashData("key"u8);

    internal static FunctionEnvironment Environment { get; } = new(static name => name == Fw24Variables.HmacKey ? Convert.ToBase64String(s_key) : null);

    [Theory]
    [InlineData("""{"Email":{"S":"x"},"OrderId":{"S":"a"}}""", """{"OrderId":{"S":"a"}}""")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"S":"x"}}""", """{"OrderId":{"S":"a"}}""")]
    [InlineData("""{"A":{"S":"a"},"Email":{"M":{"Z":{"S":"x"}}},"B":{"S":"b"}}""", """{"A":{"S":"a"},"B":{"S":"b"}}""")]
    [InlineData("""{"Em\u0061il":{"S":"x"}}""", "{}")]
    [InlineData("""{"email":{"S":"x"}}""", """{"email":{"S":"x"}}""")]
    public void Remove_leaves_nothing(string image, string redacted) => Assert.Equal(redacted, Redact(image, Redaction.Remove));

    [Theory]
    [InlineData("""{"Email":{"S":"x"},"OrderId":{"S":"a"}}""", """{"Email":{"S":"***"},"OrderId":{"S":"a"}}""")]
    [InlineData("""{"Em\u0061il":{"N":"1"}}""", """{"Em\u0061il":{"S":"***"}}""")]
    [InlineData("""{"Email":{"NULL":true}}""", """{"Email":{"S":"***"}}""")]
    public void Mask_says_the_same_of_every_value(string image, string redacted) => Assert.Equal(redacted, Redact(image, Redaction.Mask));

    [Theory]
    [InlineData("""{"N":"1"}""", """{"N":"1.00"}""")]
    [InlineData("""{"SS":["a","b"]}""", """{"SS":["b","a"]}""")]
    [InlineData("""{"NS":["1","2"]}""", """{"NS":["2.0","1"]}""")]
    [InlineData("""{"M":{"a":{"S":"1"},"b":{"N":"2"}}}""", """{"M":{"b":{"N":"2.0"},"\u0061":{"S":"1"}}}""")]
    [InlineData("""{"L":[{"BOOL":true},{"NULL":true}]}""", """{ "L" : [ {"BOOL":true}, {"NULL":true} ] }""")]
    public void Hmac_of_equal_values_is_equal(string left, string right)
        => Assert.Equal(ValueHmac.Compute(s_key, Encoding.UTF8.GetBytes(left)), ValueHmac.Compute(s_key, Encoding.UTF8.GetBytes(right)));

    [Fact]
    public void Hmac_of_different_values_differs()
    {
        string[] values =
        [
            """{"S":"1"}""", """{"N":"1"}""", """{"B":"MQ=="}""", """{"BOOL":true}""", """{"BOOL":false}""", """{"NULL":true}""", """{"S":""}""",
            """{"L":[]}""", """{"M":{}}""", """{"L":[{"S":"1"}]}""", """{"L":[{"S":"1"},{"S":"2"}]}""", """{"L":[{"S":"2"},{"S":"1"}]}""", """{"SS":["1"]}""",
            """{"NS":["1"]}""", """{"BS":["MQ=="]}""", """{"M":{"a":{"S":"1"}}}""", """{"M":{"1":{"S":"a"}}}""", """{"SS":["1","2"]}""",
        ];

        Assert.Equal(values.Length, values.Select(static value => Convert.ToHexString(ValueHmac.Compute(s_key, Encoding.UTF8.GetBytes(value)))).Distinct().Count());
    }

    [Fact]
    public void Both_images_are_redacted_wherever_they_are()
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", Redaction.Mask));
        var record = TestRecord.Change("a", 1, 1) with
        {
            OldImage = """{"OrderId":{"S":"a"},"Email":{"S":"old"}}""",
            NewImage = """{"Email":{"S":"new"},"OrderId":{"S":"a"}}""",
        };

        var message = ChangeMessageWriterTests.Write(record, table);

        Assert.EndsWith(
            $"\"data\":{record.Data().Replace("\"old\"", "\"***\"", StringComparison.Ordinal).Replace("\"new\"", "\"***\"", StringComparison.Ordinal).Replace("\"SizeBytes\":112,", "", StringComparison.Ordinal)}}}",
            message.Body, StringComparison.Ordinal);
        Assert.Equal("""["Email"]""", message.Changed);
    }

    [Fact]
    public void Each_image_is_redacted_as_its_own_entity_and_an_unknown_one_as_all()
    {
        var table = TestTables.Shop(order: [new("Email", Redaction.Remove)], note: [new("Text", Redaction.Remove)], new("Order", "Text"), new("Note", "Email"));

        Assert.Equal("""{"entityType":{"S":"Order"},"Text":{"S":"t"}}""", Redact(Row("Order"), table));
        Assert.Equal("""{"entityType":{"S":"Note"},"Email":{"S":"e"}}""", Redact(Row("Note"), table));
        Assert.Equal("""{"entityType":{"S":"Stranger"}}""", Redact(Row("Stranger"), table));

        static string Row(string entity) => $$$"""{"entityType":{"S":"{{{entity}}}"},"Email":{"S":"e"},"Text":{"S":"t"}}""";
    }

    [Theory]
    [InlineData(null, "FW24_HMAC_KEY is not set")]
    [InlineData("not base64!", "FW24_HMAC_KEY is malformed: it must be base64 of at least 32 bytes, or {\"current\":\"ID\",\"keys\":{\"ID\":\"BASE64\",…}}")]
    [InlineData("c2hvcnQ=", "FW24_HMAC_KEY is malformed")]
    public void A_missing_or_malformed_key_is_named_without_its_value(string? key, string message)
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", Redaction.Hmac));

        var error = Assert.Throws<InvalidOperationException>(() => Redactor.Create(table, new FunctionEnvironment(_ => key)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key ?? "\0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_redacted_once_is_not_hashed_again_when_it_is_replayed()
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", Redaction.Hmac));
        var record = TestRecord.Change("a", 1, 1) with { NewImage = """{"OrderId":{"S":"a"},"Email":{"S":"x"},"Text":{"S":"\"redacted\":true"}}""" };
        var parked = ParkedContent.Of(record.Read(), Redactor.Create(table, Environment));

        var replayed = Fw24.Changes.Reading.StreamBatch.Read(TestRecord.Event([Encoding.UTF8.GetString(parked)]));

        Assert.Null(replayed[0].Fault);
        Assert.EndsWith($"\"data\":{WriteData(replayed[0], table)}}}", ChangeMessageWriterTests.Write(record, table, environment: Environment).Body, StringComparison.Ordinal);
        Assert.Equal(parked, ParkedContent.Of(replayed[0], Redactor.Create(table, Environment)));
    }

    [Theory]
    [InlineData(Redaction.Remove)]
    [InlineData(Redaction.Mask)]
    [InlineData(Redaction.Hmac)]
    public async Task H22_no_secret_shows_in_any_output_log_line_or_exception(Redaction redaction)
    {
        const string Canary = "CANARY-4711";
        var table = TestTables.Orders(sensitive: [new("Email", redaction), new("Secrets", redaction)]);
        var record = TestRecord.Change("a", 1, 1) with
        {
            OldImage = """{"OrderId":{"S":"a"},"Email":{"S":"CANARY-4711"},"Secrets":{"M":{"x":{"L":[{"S":"CANARY-4711"}]}}}}""",
            NewImage = """{"Secrets":{"SS":["CANARY-4711"]},"OrderId":{"S":"a"},"Em\u0061il":{"S":"CANARY-4711"}}""",
        };
        string[] records =
        [
            record.ToJson(),
            Rename(record, "b").ToJson(),
            Rename(record, "big") is var big ? (big with { NewImage = big.NewImage![..^1] + ",\"Pad\":{\"S\":\"" + new string('x', 262_144) + "\"}}" }).ToJson() : "",
            Rename(record, "wrong").ToJson().Replace("\"SS\":", "\"N\":", StringComparison.Ordinal),
            Rename(record, "nokeys").ToJson().Replace("\"Keys\"", "\"Kays\"", StringComparison.Ordinal),
            Rename(record, "bool").ToJson().Replace("\"eventName\":\"MODIFY\"", "\"eventName\":true", StringComparison.Ordinal),
        ];

        foreach (var fault in Enum.GetValues<CallFault>())
        {
            var stream = new TestStream(table, Environment) { Topic = { OnEntry = static id => id == "b-1" ? EntryFault.Refuse : EntryFault.None, OnCall = _ => fault } };
            var failed = await stream.InvokeAsync(TestRecord.Event(records));
            var broken = await stream.InvokeAsync(Encoding.UTF8.GetBytes($$"""{"Records":[{{record.ToJson()[..^60]}}"""));

            string[] outputs =
            [
                .. failed, .. broken, .. stream.Log.Lines, .. stream.Parking.Contents, .. stream.Parking.Records.Select(static parked => parked.Reason),
                .. stream.Topic.Messages.SelectMany(static m => new[] { m.Body, m.Changed, m.Entity, m.GroupId, m.DeduplicationId }),
            ];
            Assert.True(stream.Parking.Records.Count >= 4);
            Assert.All(outputs, static output => Assert.DoesNotContain(Canary, output, StringComparison.Ordinal));
        }

        static TestRecord Rename(TestRecord record, string id) => record with { EventId = $"{id}-1", Keys = $$$"""{"OrderId":{"S":"{{{id}}}"}}""" };
    }

    [Fact]
    public void H22_a_deduplication_id_is_no_hash_of_the_secret()
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", Redaction.Mask));
        var record = TestRecord.Change("a", 1, 1);

        var ids = Enumerable.Range(1, 2).Select(secret => ChangeMessageWriterTests.Write(
            record with { NewImage = $$$"""{"OrderId":{"S":"a"},"Email":{"S":"{{{secret}}}"}}""" }, table).DeduplicationId);

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void What_is_not_sensitive_stays_byte_for_byte()
        => Gen.Dictionary(Gen.String[Gen.Char["abé\"\\ 😀"[..5]], 1, 3], Gen.String[0, 5])[0, 5].Sample(static attributes =>
        {
            var members = attributes.Select(static pair => $$$"""{{{JsonSerializer.Serialize(pair.Key)}}} : {"S":{{{JsonSerializer.Serialize(pair.Value)}}}}""").ToArray();
            for (var place = 0; place <= members.Length; place++)
            {
                var image = string.Join(" , ", members.Take(place).Append(""" "Email":{"S":"x"}""").Concat(members.Skip(place)));

                var redacted = Redact($"{{{image}}}", Redaction.Remove);

                using var json = JsonDocument.Parse(redacted);
                Assert.Equal(members.Length, json.RootElement.EnumerateObject().Count());
                Assert.All(members, member => Assert.Contains(member, redacted, StringComparison.Ordinal));
            }
        }, iter: 500);

    [Theory]
    [InlineData("""{ "Email" : {"S":"x"} , "Phone":{"S":"y"} }""", "{ }")]
    [InlineData("""{"A":{"S":"a"}, "Email":{"S":"x"}, "Phone":{"S":"y"} }""", """{"A":{"S":"a"} }""")]
    [InlineData("""{"Email":{"S":"x"},"A":{"S":"a"},"Phone":{"S":"y"}}""", """{"A":{"S":"a"}}""")]
    public void Removing_several_leaves_no_comma(string image, string redacted)
    {
        var result = Redact(image, TestTables.Orders(sensitive: [new("Email", Redaction.Remove), new("Phone", Redaction.Remove)]));

        Assert.Equal(redacted.Replace(" ", "", StringComparison.Ordinal), result.Replace(" ", "", StringComparison.Ordinal));
    }

    private static string Redact(string image, Redaction redaction)
        => Redact(image, TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", redaction)));

    private static string Redact(string image, TableModel table)
    {
        var data = Encoding.UTF8.GetBytes($$"""{"NewImage":{{image}},"x":1}""");
        return WriteData(new StreamRecord { Json = data, Data = data, NewImage = new ItemImage(data.AsMemory(12, data.Length - 12 - 7)) }, table)[12..^1];
    }

    private static string WriteData(StreamRecord record, TableModel table)
    {
        using var output = new MessageBuffer(1);
        var redactor = Redactor.Create(table, Environment);
        redactor.Redact(record, new SensitivePlace[redactor.PlaceCount]).WriteData(output);
        return Text(output);
    }

    private static string Text(MessageBuffer output) => Encoding.UTF8.GetString(output.Written(output.Since(0)));
}
