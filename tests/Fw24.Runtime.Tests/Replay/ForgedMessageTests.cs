using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Replay;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Runtime.Tests.Replay;

/// <summary>Messages that did not come from the functions: a replay runs nothing for them, and reports why.</summary>
public sealed class ForgedMessageTests : IAsyncDisposable
{
    private const string OwnTable = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";
    private const string Role = "AROAEXAMPLEEXAMPLE123";

    private static readonly TableModel s_orders = TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Console));

    private static readonly AppModel s_model = new()
    {
        Name = "shop",
        Tables = [s_orders],
        Handlers =
        [
            new HandlerModel<OrderHandler, OrderChange>
            {
                Name = "OrderHandler", TableName = "orders", Entity = s_orders.Entities[0], Operations = ChangeOperations.Insert, Read = OrderChange.Read,
            },
        ],
    };

    private readonly FakeTopic _topic = new();
    private readonly FakeParkingQueue _parking = new();
    private readonly FakeAuditSink _sink = new();
    private readonly OrderHandler.Notes _notes = new();
    private readonly MemoryClaimCheck _claims = new();
    private readonly ScriptedStreams _streams = new();
    private readonly Fw24App _app;

    public ForgedMessageTests()
    {
        var builder = Fw24App.CreateBuilder(s_model);
        builder.Environment = new FunctionEnvironment(static _ => null);
        builder.Services.AddSingleton<IChangePublisher>(_topic).AddSingleton<IParkingQueue>(_parking).AddSingleton<Fw24.Audit.IAuditSink>(_sink).AddSingleton(_notes);
        _app = builder.Build();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Sound => Inserted().ToJson();

    [Theory]
    [InlineData("\"schema\":\"fw24.parked/2\",", "expected fw24.parked/1, found another version: replay the message with the version of Fw24 that parked it.")]
    [InlineData("\"schema\":\"fw24.parked/10\",", "expected fw24.parked/1, found another version: replay the message with the version of Fw24 that parked it.")]
    [InlineData("\"schema\":\"fw24.parked/1 \",", "expected fw24.parked/1, found another version: replay the message with the version of Fw24 that parked it.")]
    [InlineData("\"schema\":\"FW24.PARKED/1\",", "expected fw24.parked/1, found another text.")]
    [InlineData("\"schema\":null,", "expected fw24.parked/1, found nothing.")]
    [InlineData("", "expected fw24.parked/1, found nothing.")]
    public async Task S10_a_parked_message_of_another_schema_is_refused(string schema, string reason)
        => await AssertMalformedAsync($$"""{{{schema}}"function":"orders-stream","content":{{Sound}}}""", $"Parked message.schema: {reason}");

    [Theory]
    [InlineData("\"schema\":\"fw24.parked/1\"", "Parked message.schema: expected one such member, found several.")]
    [InlineData("\"function\":\"orders-audit\"", "Parked message.function: expected one such member, found several.")]
    [InlineData("\"content\":{}", "Parked message.content: expected one such member, found several.")]
    [InlineData("\"contentBase64\":\"e30=\"", "Parked message.contentBase64: expected one such member, found several.")]
    [InlineData("\"contentRef\":\"memory://~parked/orders-stream/x\"", "Parked message.content: expected a record, found both a record and a reference.")]
    public async Task S10_a_parked_message_that_says_two_things_is_refused(string member, string reason)
        => await AssertMalformedAsync($$"""{"schema":"fw24.parked/1","function":"orders-stream","content":{{Sound}},{{member}}}""", reason);

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData(",")]
    public async Task S10_a_parked_message_followed_by_something_is_refused(string rest)
        => await AssertMalformedAsync($$"""{"schema":"fw24.parked/1","function":"orders-stream","content":{{Sound}}}{{rest}}""", "Parked message.body: expected an object of the schema fw24.parked/1, found something else.");

    public static TheoryData<string, string> Contents => new()
    {
        { $"{Sound},{Sound}", "more than one record" },
        { $"{Sound}\n{Sound}", "more than one record" },
        { $"{Sound},{{}}", "more than one record" },
        { $"{Sound},", "more than one record" },
        { $"{Sound}]", "more than one record" },
        { $"{Sound}]}}", "more than one record" },
        { $"{Sound} x", "more than one record" },
        { $"{Sound}\0", "more than one record" },
        { $"{{}},{Sound}", "more than one record" },
        { $"x,{Sound}", "more than one record" },
        { $"{Sound}],\"Records\":[{Sound}", "more than one record" },
        { $"{{\"Records\":[{Sound}]}}", "a whole event" },
        { $"{{\"x\":1,\"\\u0052ecords\":[{Sound}]}}", "a whole event" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task S10_a_content_that_is_not_exactly_one_record_is_refused(string content, string reason)
    {
        var outcome = await Replayer().ReplayParkedAsync(Parked("orders-stream", content), Cancellation);

        Assert.Contains($"the parked message contains {reason}", AssertRefused(outcome), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000", null)]
    [InlineData("arn:aws-cn:dynamodb:cn-north-1:999999999999:table/orders/stream/1", null)]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders-2/stream/1", "found another")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/stream/1", "found another")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders", "found another")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/", "found another")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/1/x", "found another")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/evil/stream/1:table/orders/stream/1", "found another")]
    [InlineData("arn:aws:kinesis:eu-central-1:123456789012:table/orders/stream/1", "found another")]
    [InlineData("orders", "found another")]
    [InlineData("", "found nothing")]
    public async Task S10_a_record_of_a_table_of_another_name_is_refused(string arn, string? found)
    {
        var outcome = await Replayer().ReplayParkedAsync(Parked("orders-stream", Of(arn)), Cancellation);

        if (found is null)
        {
            Assert.True(outcome.Succeeded, outcome.FirstReason);
            Assert.Single(_topic.Messages);
            return;
        }

        Assert.Equal(
            $"Stream record.eventSourceARN: expected a stream of the table orders, {found}. If the table's name differs from the one in the model, set TableArn of the Replayer, or Stage for a table of a stage.", AssertRefused(outcome));
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders-dev/stream/1", true)]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/1", false)]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders-prod/stream/1", false)]
    public async Task S10_a_record_of_another_stage_is_refused(string arn, bool isOwn)
    {
        var replayer = new Replayer(s_model, _app.CreateFunction, _claims) { Stage = "dev" };
        var outcome = await replayer.ReplayParkedAsync(Parked("orders-stream", Of(arn)), Cancellation);

        Assert.Equal(isOwn, outcome.Succeeded);
        if (!isOwn)
        {
            Assert.Contains("expected a stream of the table orders-dev, found another", AssertRefused(outcome), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_replay_of_what_is_no_stage_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new Replayer(s_model, _app.CreateFunction) { Stage = "a b" }).Message;
        Assert.Contains("'a b' is not a stage", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:999999999999:table/orders")]
    [InlineData("arn:aws:dynamodb:eu-central-2:123456789012:table/orders")]
    [InlineData("arn:aws-cn:dynamodb:eu-central-1:123456789012:table/orders")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders-2")]
    public async Task S10_a_record_or_change_of_another_account_region_or_name_than_the_tables_own_is_refused(string arn)
    {
        var replayer = Replayer(OwnTable);
        var change = Change(Of($"{arn}/stream/1"));

        Assert.Contains($"expected a stream of the table {OwnTable}, found another", AssertRefused(await replayer.ReplayParkedAsync(Parked("orders-stream", Of($"{arn}/stream/1")), Cancellation)), StringComparison.Ordinal);
        foreach (var function in new[] { "orders-audit", "OrderHandler" })
        {
            Assert.Equal($"Change message.source: expected the table {OwnTable}, found another.", AssertRefused(await replayer.ReplayParkedAsync(Parked(function, change), Cancellation)));
            Assert.Equal($"Change message.source: expected the table {OwnTable}, found another.", AssertRefused(await replayer.ReplayMessageAsync(function, Encoding.UTF8.GetBytes(change), Cancellation)));
        }

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await replayer.ReplayParkedAsync(OnFailure($"{arn}/stream/1"), Cancellation));
        Assert.StartsWith($"The app 'shop' has no table with the stream {arn}/stream/1.", error.Message, StringComparison.Ordinal);
        Assert.Empty(_streams.Requests);
        AssertNothingRan();
    }

    [Fact]
    public async Task S10_a_record_of_the_tables_own_arn_is_replayed_whatever_its_name()
    {
        const string Imported = "arn:aws:dynamodb:eu-central-1:123456789012:table/Legacy.Orders-prod";
        var replayer = Replayer(Imported);

        Assert.True((await replayer.ReplayParkedAsync(Parked("orders-stream", Of($"{Imported}/stream/1")), Cancellation)).Succeeded);
        Assert.True((await replayer.ReplayParkedAsync(Parked("orders-audit", Change(Of($"{Imported}/stream/1"))), Cancellation)).Succeeded);
        Assert.Single(_topic.Messages);
        Assert.Single(_sink.Stored);

        AssertRefusedFirst(await replayer.ReplayParkedAsync(Parked("orders-stream", Sound), Cancellation));
        Assert.Single(_topic.Messages);
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/evil/stream/1:table/orders/stream/1")]
    [InlineData("x:table/orders/stream/1")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/x")]
    public async Task S10_an_on_failure_message_of_another_stream_is_refused(string arn)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Replayer().ReplayParkedAsync(OnFailure(arn), Cancellation));

        Assert.Empty(_streams.Requests);
        AssertNothingRan();
    }

    [Theory]
    [InlineData(Role, $"{Role}:orders-stream", true)]
    [InlineData(Role, $"{Role}:whoever", true)]
    [InlineData(Role, "AROAANOTHERANOTHER123:orders-stream", false)]
    [InlineData(Role, $"{Role}X:orders-stream", false)]
    [InlineData(Role, "123456789012", false)]
    [InlineData(Role, "", false)]
    [InlineData($"{Role}:orders-stream", $"{Role}:orders-stream", true)]
    [InlineData($"{Role}:orders-stream", $"{Role}:mallory", false)]
    [InlineData($"{Role}:orders-stream", Role, false)]
    public async Task S10_a_message_of_another_sender_than_its_function_is_refused(string sender, string senderId, bool isOwn)
    {
        var replayer = Replayer(sender: function => function is "orders-stream" ? sender : null);
        var large = await ParkedAsync("orders-stream", Inserted() with { Extra = $",\"text\":\"{new string('x', 300_000)}\"" });
        _claims.FailingCalls = isOwn ? 0 : int.MaxValue;

        var outcome = await replayer.ReplayParkedAsync(large, senderId, Cancellation);

        if (isOwn)
        {
            Assert.True(outcome.Succeeded, outcome.FirstReason);
            return;
        }

        Assert.Equal("the message was not sent by orders-stream: its SenderId belongs to another sender", AssertRefused(outcome));
    }

    [Theory]
    [InlineData($"{Role}:awslambda_123_20261122", false)]
    [InlineData("AROAANOTHERANOTHER123:orders-stream", true)]
    public async Task S10_an_on_failure_message_is_Lambdas_with_the_functions_role(string senderId, bool isRefused)
    {
        using var client = _streams.Client();
        _streams.Shards.Add(new ScriptedShard("shard-1", null, "1"));
        var replayer = Replayer(sender: static _ => $"{Role}:orders-stream", streams: client);

        var outcome = await replayer.ReplayParkedAsync(OnFailure(ScriptedStreams.Arn), senderId, Cancellation);

        Assert.Equal(isRefused, outcome.Outcomes[0].Result is RecordResult.Refused);
        Assert.Equal(isRefused, _streams.Requests.Count == 0);
    }

    [Fact]
    public async Task S10_a_function_whose_sender_is_not_known_has_no_messages()
        => Assert.Equal("Sender returns no sender for the messages of orders-audit",
            AssertRefused(await Replayer(sender: static function => function is "orders-stream" ? Role : null).ReplayParkedAsync(Parked("orders-audit", Change(Sound)), $"{Role}:x", Cancellation)));

    [Fact]
    public async Task S10_a_message_of_no_function_of_the_app_is_refused_before_anybody_is_asked_of_it()
        => Assert.Equal("the message names no function of the app",
            AssertRefused(await Replayer(sender: static function => throw new KeyNotFoundException(function)).ReplayParkedAsync(Parked("another", Sound), $"{Role}:x", Cancellation)));

    [Fact]
    public async Task S10_a_sender_is_given_and_checked_or_neither()
    {
        var given = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Replayer().ReplayParkedAsync(Parked("orders-stream", Sound), $"{Role}:x", Cancellation));
        var known = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Replayer(sender: static _ => Role).ReplayParkedAsync(Parked("orders-stream", Sound), Cancellation));

        Assert.Contains("Sender", given.Message, StringComparison.Ordinal);
        Assert.Contains("SenderId", known.Message, StringComparison.Ordinal);
        AssertNothingRan();
    }

    [Theory]
    [InlineData("memory://~parked/orders-audit/{0}", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    [InlineData("memory://orders/{0}", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    [InlineData("memory://other/../~parked/orders-stream/{0}", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    [InlineData("memory://~parked/orders-stream/{0}.json", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    [InlineData("memory://not~parked/orders-stream/{0}", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    [InlineData("", "contentRef: expected a record that the function parked, under its name and hash, found another reference.")]
    public async Task S10_a_reference_to_what_the_function_has_not_parked_is_refused_and_not_fetched(string reference, string reason)
    {
        _claims.FailingCalls = int.MaxValue;

        await AssertMalformedAsync(Reference(string.Format(null, reference, Hash(Sound)), Hash(Sound), Sound.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), $"Parked message.{reason}");
    }

    [Theory]
    [InlineData("16777217", "contentSize: expected at most 16777216 bytes, found another number.")]
    [InlineData("-1", "contentSize: expected at most 16777216 bytes, found another number.")]
    [InlineData("9223372036854775807", "contentSize: expected at most 16777216 bytes, found another number.")]
    [InlineData("9223372036854775808", "body: expected an object of the schema fw24.parked/1, found something else.")]
    [InlineData("\"1\"", "body: expected an object of the schema fw24.parked/1, found something else.")]
    public async Task S10_a_reference_without_a_bounded_size_is_refused_and_not_fetched(string size, string reason)
    {
        _claims.FailingCalls = int.MaxValue;

        await AssertMalformedAsync(Reference($"memory://~parked/orders-stream/{Hash(Sound)}", Hash(Sound), size), $"Parked message.{reason}");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    public async Task S10_a_content_of_another_size_than_stated_is_refused(int more, bool isReplayed)
    {
        _claims.Content[$"~parked/orders-stream/{Hash(Sound)}"] = Encoding.UTF8.GetBytes(Sound);
        var message = Reference($"memory://~parked/orders-stream/{Hash(Sound)}", Hash(Sound), (Encoding.UTF8.GetByteCount(Sound) + more).ToString(System.Globalization.CultureInfo.InvariantCulture));

        if (isReplayed)
        {
            Assert.True((await Replayer().ReplayParkedAsync(Encoding.UTF8.GetBytes(message), Cancellation)).Succeeded);
            return;
        }

        await AssertMalformedAsync(message, "Parked message.contentRef: expected the record that was parked, found another.");
    }

    [Fact]
    public async Task S10_a_reference_without_a_hash_is_refused()
        => await AssertMalformedAsync(
            """{"schema":"fw24.parked/1","function":"orders-stream","contentRef":"memory://~parked/orders-stream/x","contentSize":1}""", "Parked message.contentSha256: expected 64 hexadecimal digits, found nothing.");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _streams.DisposeAsync();
    }

    private Replayer Replayer(string? tableArn = null, Func<string, string?>? sender = null, Fw24.Aws.DynamoDbStreamsClient? streams = null)
        => new(s_model, _app.CreateFunction, _claims, streams) { TableArn = tableArn is null ? null : _ => tableArn, Sender = sender };

    private async Task AssertMalformedAsync(string message, string reason)
    {
        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await Replayer().ReplayParkedAsync(Encoding.UTF8.GetBytes(message), Cancellation));

        Assert.Equal(reason, error.Message);
        AssertNothingRan();
    }

    private string AssertRefused(ReplayOutcome outcome)
    {
        AssertNothingRan();
        return AssertRefusedFirst(outcome);
    }

    private static string AssertRefusedFirst(ReplayOutcome outcome)
    {
        var one = Assert.Single(outcome.Outcomes);
        Assert.Equal(RecordResult.Refused, one.Result);
        Assert.False(outcome.CanBeDeleted);
        return one.Reason!;
    }

    private void AssertNothingRan()
    {
        Assert.Empty(_topic.Calls);
        Assert.Empty(_sink.Calls);
        Assert.Empty(_notes.Changes);
        Assert.Empty(_parking.Records);
    }

    private static byte[] Parked(string function, string content) => Encoding.UTF8.GetBytes(
        $$"""{"schema":"fw24.parked/1","function":"{{function}}","reason":"r","contentBase64":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(content))}}"}""");

    private ValueTask<ReadOnlyMemory<byte>> ParkedAsync(string function, TestRecord record)
        => ParkedMessage.CreateAsync(new ParkedRecord { Function = function, Reason = "r", Content = Encoding.UTF8.GetBytes(record.ToJson()) }, _claims, DateTimeOffset.UnixEpoch, Cancellation);

    private static string Reference(string reference, string hash, string size)
        => $$"""{"schema":"fw24.parked/1","function":"orders-stream","contentRef":{{JsonSerializer.Serialize(reference)}},"contentSha256":"{{hash}}","contentSize":{{size}}}""";

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Of(string streamArn)
        => Sound.Replace($"\"eventSourceARN\":\"{TestRecord.StreamArn}\"", streamArn.Length == 0 ? "\"x\":1" : $"\"eventSourceARN\":\"{streamArn}\"", StringComparison.Ordinal);

    private static string Change(string record)
        => ChangeMessageWriterTests.Write(Inserted(), s_orders).Body.Replace(OwnTable, JsonDocument.Parse(record).RootElement.GetProperty("eventSourceARN").GetString()!.Split("/stream/")[0], StringComparison.Ordinal);

    private static byte[] OnFailure(string streamArn) => Encoding.UTF8.GetBytes(
        $$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"1","endSequenceNumber":"1","batchSize":1,"streamArn":"{{{streamArn}}}"}}""");

    private static TestRecord Inserted() => new()
    {
        EventId = "e-1",
        SequenceNumber = "100",
        EventName = "INSERT",
        Keys = """{"OrderId":{"S":"o-1"}}""",
        NewImage = """{"OrderId":{"S":"o-1"},"Status":{"S":"Placed"}}""",
    };
}
