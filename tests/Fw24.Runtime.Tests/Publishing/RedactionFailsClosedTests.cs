using System.Text;
using Amazon.DynamoDBv2.Model;
using Fw24.Changes.Reading;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Publishing;

/// <summary>Secrets stay hidden if the model, the record or the JSON is not as expected.</summary>
public sealed class RedactionFailsClosedTests
{
    private const string Canary = "cAnArY";

    private static readonly SensitiveAttributeModel[] s_email = [new("Email", Redaction.Remove)];

    public static TheoryData<Redaction> Redactions => [.. Enum.GetValues<Redaction>()];

    [Theory]
    [InlineData("""  "entityType":{"S":"Note"},""", true)]
    [InlineData("""  "entityType":{"S":"Stranger"},""", true)]
    [InlineData("""  "entityType":{"S":"order"},""", true)]
    [InlineData("""  "entityType":{"N":"1"},""", true)]
    [InlineData("""  "entityType":{"NULL":true},""", true)]
    [InlineData("", true)]
    [InlineData("""  "entityType":{"S":"Order"},""", true)]
    [InlineData("""  "entityType":{"S":"Note"},""", false)]
    public async Task S2_an_attribute_of_another_entity_is_redacted_in_every_row_that_does_not_store_it_in_clear(string discriminator, bool isSecret)
    {
        foreach (var redaction in Enum.GetValues<Redaction>())
        {
            var table = TestTables.Shop(order: [new("Email", redaction)], note: null, isSecret ? [new ClearAttributeModel("Note", "Other")] : [new ClearAttributeModel("Note", "Email")]);
            var image = $$$"""{"Pk":{"S":"a"},"Sk":{"N":"1"},{{{discriminator}}}"Email":{"S":"cAnArY"}}""";

            var outputs = await Outputs(table, Row(image, image).ToJson(), refuses: true);
            outputs.AddRange(await Outputs(table, Row(image, image).ToJson()));

            Assert.Equal(!isSecret, outputs.Exists(static text => text.Contains(Canary, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("Order", "Note")]
    [InlineData("Note", "Order")]
    [InlineData("Stranger", "Note")]
    [InlineData("Note", "Stranger")]
    public async Task S2_an_item_that_changed_its_entity_shows_only_what_both_store_in_clear(string old, string @new)
    {
        var table = TestTables.Shop(order: s_email, note: null, new ClearAttributeModel("Note", "Email"));
        var record = Row(Image(old), Image(@new));

        var outputs = await Outputs(table, record.ToJson());

        Assert.All(outputs, static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.Contains(outputs, static text => text.Contains("\"redacted\":\"\"", StringComparison.Ordinal));

        static string Image(string entity) => $$$"""{"Pk":{"S":"a"},"Sk":{"N":"1"},"entityType":{"S":"{{{entity}}}"},"Email":{"S":"cAnArY"}}""";
    }

    [Fact]
    public void S2_of_several_rules_for_a_name_the_one_that_tells_least_is_for_rows_of_no_entity()
    {
        var table = TestTables.Shop(order: [new("A", Redaction.Mask), new("B", Redaction.Mask), new("C", Redaction.Hmac)], note: [new("A", Redaction.Hmac), new("B", Redaction.Remove), new("C", Redaction.Hmac)]);
        const string Row = """{"Pk":{"S":"a"},"Sk":{"N":"1"},"A":{"S":"x"},"B":{"S":"x"},"C":{"S":"x"}}""";

        var body = Body(table, RedactionFailsClosedTests.Row(null, Row));

        Assert.Contains("""  "Sk":{"N":"1"},"A":{"S":"***"},"C":{"S":"hmac:""".Trim(), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S2_a_watched_attribute_that_only_the_entity_before_hides_reaches_the_handler()
    {
        var queue = new TestQueue(onChange: "Email");
        var record = TestQueue.Change("e") with { OldImage = Image("Placed"), NewImage = Image("Placed") };
        var message = queue.Message(record).Replace(@",\u0022data\u0022:", @",\u0022redacted\u0022:\u0022Email\u0022,\u0022data\u0022:", StringComparison.Ordinal);

        Assert.Empty(await queue.InvokeAsync(message));

        Assert.Equal(["e"], queue.Notes.EventIds);

        static string Image(string status) => $$$"""{"Pk":{"S":"p"},"entityType":{"S":"Order"},"Status":{"S":"{{{status}}}"}}""";
    }

    [Theory]
    [InlineData("\"SizeBytes\":112", "\"OlImage\":{\"Email\":{\"S\":\"cAnArY\"}}")]
    [InlineData("\"SizeBytes\":112", "\"Other\":{\"S\":\"cAnArY\"}")]
    [InlineData("\"SizeBytes\":112", "\"newImage\":{\"Email\":{\"S\":\"cAnArY\"}}")]
    [InlineData("\"SizeBytes\":112", "\"SizeBytes\":\"cAnArY\"")]
    [InlineData("\"SizeBytes\":112", "\"cAnArY\":1")]
    [InlineData("\"NEW_AND_OLD_IMAGES\"", "\"cAnArY\"")]
    [InlineData("\"NEW_AND_OLD_IMAGES\"", "{\"S\":\"cAnArY\"}")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"eventVersion\":\"cAnArY\"")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"extra\":{\"Email\":{\"S\":\"cAnArY\"}}")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"extra\":\"cAnArY\"")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"withheldHash\":\"cAnArY\"")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"userIdentity\":{\"type\":\"User\",\"principalId\":\"cAnArY\",\"email\":\"cAnArY\"}")]
    [InlineData("\"eventVersion\":\"1.1\"", "\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\",\"by\":\"cAnArY\"}")]
    [InlineData("\"Keys\":{", "\"Keys\":{\"Email\":{\"S\":\"cAnArY\"},")]
    [InlineData("\"Keys\":{", "\"NewImage\":{\"Email\":{\"S\":\"cAnArY\"}},\"Keys\":{")]
    [InlineData("\"Keys\":{", "\"Keys\":{\"Email\":\"cAnArY\",")]
    [InlineData("\"NewImage\":{", "\"NewImage\":[{\"S\":\"cAnArY\"}],\"x\":{")]
    [InlineData("\"NewImage\":{", "\"NewImage\":\"cAnArY\",\"x\":{")]
    [InlineData("\"Email\":{\"S\":\"x\"}", "\"Email\":\"cAnArY\"")]
    [InlineData("\"Email\":{\"S\":\"x\"}", "\"Email\":{\"S\":\"cAnArY\"},\"Em\\u0061il\":{\"S\":\"cAnArY\"}")]
    public async Task S13a_Fuzz7d_an_unknown_or_misplaced_member_never_leaves_in_clear(string known, string unknown)
    {
        var table = TestTables.Orders(sensitive: s_email);
        var record = Email("x").ToJson();
        var odd = record.Replace(known, unknown, StringComparison.Ordinal);
        Assert.NotEqual(record, odd);

        var outputs = await Outputs(table, odd, refuses: true);
        outputs.AddRange(await Outputs(table, odd));

        Assert.All(outputs, static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task S13a_a_table_without_secrets_keeps_every_member()
    {
        var record = TestRecord.Change("a", 1, 1).ToJson().Replace("\"SizeBytes\":112", "\"SizeBytes\":112,\"Other\":{\"S\":\"kept\"}", StringComparison.Ordinal);
        var broken = record[..^1];

        Assert.Contains(await Outputs(TestTables.Orders(), record), static text => text.Contains("\"SizeBytes\":112,\"Other\":{\"S\":\"kept\"}", StringComparison.Ordinal));
        var stream = new TestStream();
        await stream.InvokeAsync(Encoding.UTF8.GetBytes("{\"Records\":[" + broken));
        Assert.Equal(broken, Assert.Single(stream.Parking.Contents));
    }

    [Theory]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"S":"{\"cAnArY\\"}},"Status":{"S":"s"}}""")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"S":"x"cAnArY"}}""")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{"cAnArY":{"S":"x"}}}}}}]},"cAnArY":{"S":"x"}""")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"S":"x}}]}},{"S":"cAnArY"},"y"}}""")]
    [InlineData("""{"OrderId":{"S":"a"}:"Email":{"S":"cAnArY"}}""")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"S":"cAnArY""")]
    public async Task S13b_Fuzz7c_a_piece_of_a_broken_event_keeps_its_length_and_a_hash(string image)
    {
        var table = TestTables.Orders(sensitive: s_email);
        var record = (Email("x") with { NewImage = image }).ToJson();

        var outputs = await Outputs(table, record);

        Assert.All(outputs, static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.Contains(outputs, static text => System.Text.RegularExpressions.Regex.IsMatch(text, """^\{"redacted":true,("eventID":"e",)?"withheldBytes":[0-9]+,"withheldHash":"[A-Za-z0-9_-]{22}"\}$"""));
    }

    [Fact]
    public void S13b_what_is_kept_of_a_piece_tells_pieces_apart_survives_a_replay_and_is_no_hash_of_the_secret()
    {
        var redactor = Redactor.Create(TestTables.Orders(sensitive: s_email), RedactorTests.Environment);
        var (one, same, other) = (Of("x\"S\":\"1"), Of("x\"S\":\"1"), Of("x\"S\":\"2"));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.Contains("\"withheldBytes\":7,", one, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("x\"S\":\"1"u8)), one, StringComparison.OrdinalIgnoreCase);
        var replayed = Assert.Single(StreamBatch.Read(TestRecord.Event([one])));
        Assert.Equal(one, Encoding.UTF8.GetString(ParkedContent.Of(replayed, redactor)));
        Assert.Equal("e-1", Encoding.UTF8.GetString(replayed.EventId.Span));

        string Of(string piece) => Encoding.UTF8.GetString(ParkedContent.Of(new StreamRecord { Json = Encoding.UTF8.GetBytes(piece), EventId = "e-1"u8.ToArray(), Fault = "broken" }, redactor));
    }

    [Theory]
    [InlineData("Mail/Home", "Mail\\/Home")]
    [InlineData("Mail/Home", "Mail/Home")]
    [InlineData("q\"t", "q\\\"t")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("tab\there", "tab\\there")]
    [InlineData("Email", "\\u0045mail")]
    [InlineData("é", "\\u00e9")]
    [InlineData("😀", "\\ud83d\\ude00")]
    public async Task S13c_Fuzz7b_an_escape_hides_no_name_in_a_valid_or_malformed_record(string name, string written)
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel(name, Redaction.Remove));
        var record = Email("x") with { NewImage = $$$"""{"OrderId":{"S":"a"},"{{{written}}}":{"S":"cAnArY"}}""" };
        string[] records =
        [
            record.ToJson(),
            record.ToJson().Replace("\"S\":\"cAnArY\"", "\"N\":\"cAnArY\"", StringComparison.Ordinal),
            record.ToJson().Replace("{\"S\":\"cAnArY\"}}", "{\"S\":\"cAnArY\"", StringComparison.Ordinal),
            record.ToJson()[..^200],
        ];

        foreach (var json in records)
        {
            Assert.All(await Outputs(table, json), static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{"cAnArY":{"Q":1}}}}""", "dynamodb.NewImage.Email: expected")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{"x":{"L":[{"M":{"cAnArY":{"N":"x"}}}]}}}}""", "dynamodb.NewImage.Email: expected")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{"cAnArY":{"S":"1"},"cAnArY":{"S":"1"}}}}""", "dynamodb.NewImage.Email: expected")]
    [InlineData("""{"OrderId":{"S":"a"},"Lines":{"M":{"Shown":{"N":"x"}}}}""", "dynamodb.NewImage.Lines.Shown: expected")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{}}},"cAnArY":x{"S":"x"}}""", "dynamodb: expected")]
    [InlineData("""{"OrderId":{"S":"a"},"Email":{"M":{}}}}},"cAnArY":x{"S":"x"}}""", "Records[0]")]
    public async Task Fuzz7a_a_map_key_inside_a_sensitive_attribute_is_in_no_reason_and_no_line(string image, string path)
    {
        var stream = new TestStream(TestTables.Orders(sensitive: s_email));

        await stream.InvokeAsync(TestRecord.Event([(Email("x") with { NewImage = image }).ToJson()]));

        Assert.Contains(stream.Parking.Records, record => record.Reason.Contains(path, StringComparison.Ordinal));
        Assert.All([.. stream.Parking.Records.Select(static record => record.Reason + record.EventId), .. stream.Log.Lines, .. stream.Outcomes.Select(static outcome => outcome.Reason ?? "")],
            static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fuzz7a_an_event_id_that_is_read_after_the_defect_is_not_shown()
    {
        var stream = new TestStream(TestTables.Orders(sensitive: s_email));
        var record = Email("x").ToJson().Replace("\"eventID\":\"e\",", "", StringComparison.Ordinal).Replace("\"SizeBytes\":112,", "\"SizeBytes\"::112},\"eventID\":\"cAnArY\",", StringComparison.Ordinal);

        await stream.InvokeAsync(TestRecord.Event([record]));

        Assert.All([.. stream.Parking.Records.Select(static record => record.Reason + record.EventId), .. stream.Parking.Contents, .. stream.Log.Lines],
            static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""  }},"eventID":"cAnArY","x":{"y":1  """)]
    [InlineData("""  }},"eventSourceARN":"cAnArY","x":{"y":1  """)]
    [InlineData("""  }},"eventVersion":"4111111111111111","x":{"y":1  """)]
    [InlineData("""  }},"awsRegion":"canary-4111111111111111","x":{"y":1  """)]
    [InlineData("""  }},"eventName":"cAnArY","x":{"y":1  """)]
    [InlineData("""  }},"eventSource":"cAnArY","x":{"y":1  """)]
    [InlineData("""  }},"withheldBytes":4111111111,"x":{"y":1  """)]
    [InlineData("""  }},"withheldHash":"cAnArYcAnArYcAnArYcAnA","x":{"y":1  """)]
    [InlineData("""  }},"userIdentity":{"type":"cAnArY"},"x":{"y":1  """)]
    [InlineData("""  },"SequenceNumber":"4111111111111111","x":{"y":1}  """)]
    [InlineData("""  },"ApproximateCreationDateTime":4111111111,"StreamViewType":"cAnArY","x":{"y":1}  """)]
    [InlineData("""  },"ApproximateCreationDateTime":"4111111111","x":{"y":1}  """)]
    public async Task S13b_what_extra_braces_bring_among_a_records_own_members_is_not_kept(string misplaced)
    {
        // The JSON stays valid. A second event name makes the record invalid regardless of its other members.
        var record = Email("x").ToJson()
            .Replace(",\"SequenceNumber\":\"", ",\"x\":\"", StringComparison.Ordinal)
            .Replace("\"Keys\":", "\"SequenceNumber\":\"1000\",\"Keys\":", StringComparison.Ordinal)
            .Replace("\"Email\":{\"S\":\"x\"}}", "\"Email\":{\"M\":{}}" + misplaced.Trim(), StringComparison.Ordinal);
        var broken = record.Replace("\"eventSource\":", "\"eventName\":\"MODIFY\",\"eventSource\":", StringComparison.Ordinal);
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(record));
        Assert.Contains(misplaced.Trim(), record, StringComparison.Ordinal);

        List<string> outputs = [.. await Outputs(TestTables.Orders(sensitive: s_email), record, refuses: true), .. await Outputs(TestTables.Orders(sensitive: s_email), record)];
        outputs.AddRange(await Outputs(TestTables.Orders(sensitive: s_email), broken));

        Assert.All(outputs, static text => Assert.DoesNotMatch("cAnArY|canary|4111", text));
        Assert.Contains(outputs, static text => text.StartsWith("{\"redacted\":true,\"eventID\":\"e\",\"eventName\":\"MODIFY\",", StringComparison.Ordinal) && text.Contains("\"SequenceNumber\":\"1000\",\"Keys\":{\"S\":\"***\"}", StringComparison.Ordinal));
    }

    [Fact]
    public void S13b_of_a_broken_record_its_own_id_stream_number_and_time_are_kept()
    {
        var redactor = Redactor.Create(TestTables.Orders(sensitive: s_email), RedactorTests.Environment);
        var record = Assert.Single(StreamBatch.Read(TestRecord.Event([(Email("x") with { NewImage = """{"Email":{"S":5}}""" }).ToJson()])));

        Assert.Equal(
            $$$"""{"redacted":true,"eventID":"e","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","dynamodb":{"ApproximateCreationDateTime":1479499740,"Keys":{"S":"***"},"OldImage":{"S":"***"},"NewImage":{"S":"***"},"SequenceNumber":"{{{TestRecord.Sequence(1)}}}","StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"{{{TestRecord.StreamArn}}}"}""",
            Encoding.UTF8.GetString(ParkedContent.Of(record, redactor)));
    }

    [Fact]
    public void Fuzz7a_a_map_key_inside_a_sensitive_attribute_is_in_no_exception_of_reading_or_writing_an_item()
    {
        var entity = new EntityModel<Vault> { Name = "Vault", Sensitive = [new("Secrets", Redaction.Remove)], Read = Vault.Read, Write = Vault.Write };
        var app = TestTables.App(new TableModel { Name = "vaults", PartitionKey = new KeyAttribute("Id", KeyType.String), Entities = [entity] });
        var item = new Dictionary<string, AttributeValue>
        {
            ["Id"] = new() { S = "a" },
            ["Secrets"] = new() { M = new() { [Canary] = new() { N = "1" } } },
        };

        var read = Assert.Throws<ItemFormatException>(() => entity.FromItem(item));
        var write = Assert.Throws<ArgumentException>(() => entity.ToItem(new Vault { Secrets = new() { [Canary] = "\ud800" } }, app));

        Assert.StartsWith("Vault.Secrets: expected", read.Message, StringComparison.Ordinal);
        Assert.StartsWith("Vault.Secrets cannot be stored", write.Message, StringComparison.Ordinal);
        Assert.Equal("Secrets", read.Path);
    }

    [Theory]
    [MemberData(nameof(Redactions))]
    public async Task S19_nothing_tells_how_long_a_redacted_value_is(Redaction redaction)
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", redaction));

        foreach (var refuses in (bool[])[false, true])
        {
            Assert.All(await Outputs(table, Email("x").ToJson(), refuses), static text => Assert.DoesNotContain("SizeBytes", text, StringComparison.Ordinal));
        }

        Assert.Contains("\"SizeBytes\":112", Body(TestTables.Orders(), Email("x")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Redactions))]
    public async Task S10_a_replay_redacts_again_whatever_the_parked_record_says(Redaction redaction)
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", redaction));
        var forged = "{\"redacted\":true,\"redactedChanges\":\"cAnArY,Email,\"," + Email(Canary).ToJson()[1..];

        foreach (var refuses in (bool[])[false, true])
        {
            var outputs = await Outputs(table, forged, refuses);

            Assert.All(outputs, static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
            Assert.Contains(outputs, text => text.Contains(refuses ? "\"redactedChanges\":\"Email\"" : "\"redacted\":\"Email\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Redactions))]
    public void S10_redacting_a_parked_record_again_changes_nothing(Redaction redaction)
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", redaction));
        var redactor = Redactor.Create(table, RedactorTests.Environment);
        var record = Email("x") with { OldImage = """{"OrderId":{"S":"a"},"Email":{"S":"y"}}""", Extra = ""","userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}""" };

        var once = ParkedContent.Of(record.Read(), redactor);
        var replayed = Assert.Single(StreamBatch.Read(TestRecord.Event([Encoding.UTF8.GetString(once)])));

        Assert.Null(replayed.Fault);
        Assert.Equal(ChangeOrigin.TimeToLive, replayed.Origin);
        Assert.Equal(Encoding.UTF8.GetString(once), Encoding.UTF8.GetString(ParkedContent.Of(replayed, redactor)));
        Assert.Contains("\"redactedChanges\":\"Email\"", Encoding.UTF8.GetString(once), StringComparison.Ordinal);
    }

    [Fact]
    public void S10_a_name_that_is_sensitive_since_is_redacted_and_named_when_the_record_is_replayed()
    {
        var parked = ParkedContent.Of((Email("x") with { OldImage = """{"OrderId":{"S":"a"},"Phone":{"S":"1"}}""" }).Read(), Redactor.Create(TestTables.Orders(sensitive: s_email), RedactorTests.Environment));
        var replayed = Assert.Single(StreamBatch.Read(TestRecord.Event([Encoding.UTF8.GetString(parked)])));

        var again = Encoding.UTF8.GetString(ParkedContent.Of(replayed, Redactor.Create(TestTables.Orders(sensitive: [.. s_email, new("Phone", Redaction.Mask)]), RedactorTests.Environment)));

        Assert.Contains("\"redactedChanges\":\"Email,Phone\"", again, StringComparison.Ordinal);
        Assert.Contains("\"Phone\":{\"S\":\"***\"}", again, StringComparison.Ordinal);
    }

    [Fact]
    public void S10_a_mark_in_a_record_that_was_never_redacted_is_a_value_like_any_other()
    {
        var table = TestTables.Orders(sensitive: new SensitiveAttributeModel("Email", Redaction.Hmac));

        Assert.DoesNotContain("***", Body(table, Email("***")), StringComparison.Ordinal);
    }

    // A record whose new image has an email.
    private static TestRecord Email(string email) => TestRecord.Change("a", 1, 1) with
    {
        EventId = "e",
        NewImage = $$$"""{"OrderId":{"S":"a"},"Email":{"S":"{{{email}}}"}}""",
    };

    private static TestRecord Row(string? old, string @new) => new()
    {
        EventId = "e",
        EventName = old is null ? "INSERT" : "MODIFY",
        SequenceNumber = "1",
        Keys = """{"Pk":{"S":"a"},"Sk":{"N":"1"}}""",
        OldImage = old,
        NewImage = @new,
    };

    private static string Body(TableModel table, TestRecord record)
        => ChangeMessageWriterTests.Write(record, table, environment: RedactorTests.Environment).Body;

    // All outputs of the stream processor, and of a replay of the records that it parked.
    private static async Task<List<string>> Outputs(TableModel table, string record, bool refuses = false)
    {
        var stream = new TestStream(table, RedactorTests.Environment) { Topic = { OnEntry = _ => refuses ? EntryFault.Refuse : EntryFault.None } };
        await stream.InvokeAsync(TestRecord.Event([record]));
        var parked = stream.Parking.Contents.ToArray();
        foreach (var content in parked)
        {
            await stream.InvokeAsync(TestRecord.Event([content]));
        }

        Assert.True(stream.Topic.Messages.Count + stream.Parking.Records.Count > 0);
        return
        [
            .. stream.Log.Lines, .. stream.Parking.Contents, .. stream.Parking.Records.Select(static parked => parked.Reason), .. stream.Outcomes.Select(static outcome => outcome.Reason ?? ""),
            .. stream.Topic.Messages.SelectMany(static message => new[] { message.Body, message.Changed, message.Entity, message.GroupId, message.DeduplicationId }),
        ];
    }

    private sealed class Vault
    {
        public string Id { get; init; } = "a";

        public Dictionary<string, string> Secrets { get; init; } = [];

        public static Vault Read(ref ItemReader item)
        {
            var secrets = new Dictionary<string, string>();
            while (item.NextAttribute(out var name))
            {
                if (name.Is("Secrets"u8))
                {
                    secrets = item.ReadDictionary(static (ref value) => value.ReadString());
                }
                else
                {
                    item.SkipValue();
                }
            }

            return new Vault { Secrets = secrets };
        }

        public static void Write(ItemWriter item, Vault value)
        {
            item.BeginEntity("Vault", value);
            item.WriteName("Id"u8);
            item.WriteString(value.Id);
            item.WriteName("Secrets"u8);
            item.WriteDictionary(value.Secrets, static (writer, text) => writer.WriteString(text));
        }
    }
}
