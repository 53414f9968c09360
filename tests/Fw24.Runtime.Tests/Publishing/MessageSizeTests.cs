using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Publishing;

/// <summary>A topic's maximum size of messages, with the real publisher and a server that measures as SNS does.</summary>
public sealed class MessageSizeTests
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:orders-stream";
    private const int Default = 262_144;
    private const int Most = 1_048_576;

    private readonly MemoryClaimCheck _claims = new();

    [Theory]
    [InlineData(null, 262_144, true)]
    [InlineData(null, 262_145, false)]
    [InlineData(null, 1_048_576, false)]
    [InlineData(1_048_576, 262_145, true)]
    [InlineData(1_048_576, 1_048_576, true)]
    [InlineData(1_048_576, 1_048_577, false)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_000, 100_001, false)]
    public async Task A1_3_a_message_goes_whole_up_to_the_topics_maximum_and_by_claim_check_above(int? option, int size, bool isWhole)
    {
        await using var sns = Sns(option ?? Default);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(option), claims: _claims, publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", size)));

        var message = Assert.Single(Messages(sns.Requests[^1]));
        Assert.Equal(isWhole, message.Size == size);
        Assert.Equal(isWhole, JsonElement.Parse(message.Body).TryGetProperty("data", out _));
        Assert.Equal(isWhole ? 0 : 1, _claims.Stored);
        Assert.Single(sns.Requests);
        Assert.Empty(stream.Parking.Records);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_048_576)]
    [InlineData(20_000)]
    public async Task A1_3_the_messages_of_a_call_have_no_more_bytes_than_one_message_may_have(int? option)
    {
        var max = option ?? Default;
        await using var sns = Sns(max);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(option), claims: _claims, publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", max / 2), Sized("b", max / 2), Sized("c", max / 2), Sized("d", (max / 2) + 1)));

        var calls = sns.Requests.Select(static request => string.Join(',', Messages(request).Select(static message => message.Id)));
        Assert.Equal(["a-1,b-1", "c-1", "d-1"], calls.Order());
    }

    [Theory]
    [InlineData(262_144, 0)]
    [InlineData(1_048_576, 3)]
    public async Task A1_3_a_topic_that_accepts_less_than_expected_gets_its_messages_without_their_data(int expected, int refused)
    {
        await using var sns = Sns(Default);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(expected), claims: _claims, publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", 262_145), TestRecord.Change("a", 2, 200), Sized("b", 300_000)));

        // A call of both large messages, then each of them by itself.
        var calls = sns.Requests.Select(Messages).ToList();
        Assert.Equal(refused, calls.Count(static messages => messages.Sum(static message => message.Size) > Default));
        var published = calls
            .Where(static messages => messages.Sum(static message => message.Size) <= Default)
            .SelectMany(static messages => messages)
            .ToList();
        Assert.Equal(["a-1", "a-2", "b-1"], published.Select(static message => message.Id).Order());
        Assert.Equal(["a-1", "a-2"], published.Select(static message => message.Id).Where(static id => id[0] is 'a'));
        Assert.Equal(2, _claims.Stored);
        Assert.Empty(stream.Parking.Records);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A1_3_a_topic_below_the_default_gets_what_it_refuses_without_its_data(bool refusesCalls)
    {
        await using var sns = refusesCalls ? Sns(10_000) : SnsOfParameters(10_000);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(null), claims: _claims, publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", 20_000), TestRecord.Change("a", 2, 200), Sized("b", 10_001), Sized("c", 9_000)));

        Assert.Empty(stream.Parking.Records);
        Assert.Equal(2, _claims.Stored);
        var accepted = sns.Requests.SelectMany(Messages).Where(static message => message.Size <= 10_000);
        Assert.Equal(["a-1", "a-2", "b-1", "c-1"], accepted.Select(static message => message.Id).Distinct().Order());
    }

    [Fact]
    public async Task A1_3_a_message_that_is_refused_without_its_data_too_is_parked()
    {
        await using var sns = SnsOfParameters(0);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(null), claims: _claims, publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", 20_000)));

        Assert.Equal("SNS refused the message: InvalidParameter", Assert.Single(stream.Parking.Records).Reason);
        Assert.Equal(2, sns.Requests.Count);
    }

    [Fact]
    public async Task A1_3_without_a_store_what_the_topic_refuses_is_parked()
    {
        await using var sns = Sns(Default);
        using var publisher = Publisher(sns);
        var stream = new TestStream(Table(Most), publisher: publisher);

        Assert.Empty(await stream.InvokeAsync(Sized("a", 262_145), Sized("b", 1_048_577)));

        Assert.Equal(
            ["SNS refused the message: BatchRequestTooLong", "The message has 1048577 bytes; its topic accepts 1048576."],
            stream.Parking.Records.Select(static record => record.Reason).Order());
    }

    [Fact]
    public async Task A1_3_a_message_that_is_too_large_without_its_data_is_parked()
    {
        var stream = new TestStream(Table(1_024), claims: _claims) { Topic = { MaxBytes = 1_024 } };
        var large = Padded(TestRecord.Change(new string('k', 900), 1, 0) with { EventId = "a-1" }, 4_000);

        Assert.Empty(await stream.InvokeAsync(large));

        Assert.StartsWith("Without its data, the message has ", Assert.Single(stream.Parking.Records).Reason, StringComparison.Ordinal);
        Assert.EndsWith(" bytes; its topic accepts 1024.", stream.Parking.Records[0].Reason, StringComparison.Ordinal);
    }

    private static TableModel Table(int? maxMessageBytes)
    {
        var table = TestTables.Orders();
        table.Stream!.Fifo = false;
        table.Stream.MaxMessageBytes = maxMessageBytes ?? table.Stream.MaxMessageBytes;
        return table;
    }

    // The first change of an order, whose message has a size.
    private static TestRecord Sized(string orderId, int size)
    {
        var record = TestRecord.Change(orderId, 1, orderId[0]);
        return Padded(record, size - ChangeMessageWriterTests.Write(Padded(record, 0), Table(null)).Size);
    }

    private static TestRecord Padded(TestRecord record, int length)
        => record with { NewImage = $"{record.NewImage![..^1]},\"Text\":{{\"S\":\"{new string('x', length)}\"}}}}" };

    private static SnsChangePublisher Publisher(LoopbackServer server) => new(Topic, LoopbackAws.At(server));

    private static LoopbackServer Sns(int maxMessageBytes) => new(request =>
    {
        var messages = Messages(request);
        if (messages.Sum(static message => message.Size) > maxMessageBytes)
        {
            return LoopbackAnswer.Of(
                400,
                "<ErrorResponse><Error><Type>Sender</Type><Code>BatchRequestTooLong</Code></Error><RequestId>r</RequestId></ErrorResponse>",
                "text/xml");
        }

        var members = string.Concat(messages.Select(static (_, index) => $"<member><MessageId>m</MessageId><Id>{index}</Id></member>"));
        var result = $"<PublishBatchResult><Successful>{members}</Successful></PublishBatchResult>";
        return LoopbackAnswer.Of(200, $"<PublishBatchResponse>{result}</PublishBatchResponse>", "text/xml");
    });

    // Refuses each message that is too large, as SNS may word it.
    private static LoopbackServer SnsOfParameters(int maxMessageBytes) => new(request =>
    {
        var members = Messages(request)
            .Select((message, index) => (index, Refused: message.Size > maxMessageBytes))
            .ToLookup(static message => message.Refused, static message => message.index);
        var failed = string.Concat(members[true].Select(static index
            => $"<member><Id>{index}</Id><Code>InvalidParameter</Code><SenderFault>true</SenderFault></member>"));
        var successful = string.Concat(members[false].Select(static index => $"<member><MessageId>m</MessageId><Id>{index}</Id></member>"));
        var result = $"<PublishBatchResult><Failed>{failed}</Failed><Successful>{successful}</Successful></PublishBatchResult>";
        return LoopbackAnswer.Of(200, $"<PublishBatchResponse>{result}</PublishBatchResponse>", "text/xml");
    });

    // The body, and each attribute's name, type and value.
    private static List<(string Id, string Body, int Size)> Messages(LoopbackRequest request)
    {
        var messages = new List<(string Id, string Body, int Size)>();
        for (var number = 1; request.Form.FirstOrDefault(pair => pair.Key == Name(number, "Message")).Value is { } body; number++)
        {
            var attributes = request.Form
                .Where(pair => pair.Key.StartsWith(Name(number, "MessageAttributes."), StringComparison.Ordinal))
                .Sum(static pair => Encoding.UTF8.GetByteCount(pair.Value));
            messages.Add((JsonElement.Parse(body).GetProperty("id").GetString()!, body, Encoding.UTF8.GetByteCount(body) + attributes));
        }

        return messages;

        static string Name(int number, string member)
            => string.Create(CultureInfo.InvariantCulture, $"PublishBatchRequestEntries.member.{number}.{member}");
    }
}
