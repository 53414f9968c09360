using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Runtime.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Provenance;

/// <summary>Each consumer of an app, as deployed, receives messages that are not its own.</summary>
public sealed class ForgedMessageTests : IAsyncDisposable
{
    private readonly FakeParkingQueue _parking = new();
    private readonly FakeAuditSink _sink = new();
    private readonly FakeTopic _topic = new();
    private readonly OrderHandler.Notes _notes = new();
    private readonly NamedClaimCheck _claims = new();
    private readonly RecordingLogger<ForgedMessageTests> _log = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { [Fw24Variables.TableArn] = ForgedMessages.Arn };
    private readonly Fw24App _app;

    public ForgedMessageTests()
    {
        var builder = Fw24App.CreateBuilder(new AppModel
        {
            Name = "shop",
            Tables = [ForgedMessages.Customers, ForgedMessages.Orders],
            Handlers =
            [
                new HandlerModel<OrderHandler, OrderChange>
                {
                    Name = "OrderHandler",
                    TableName = "orders",
                    Entity = ForgedMessages.Orders.Entities[1],
                    Operations = ChangeOperations.Insert | ChangeOperations.Modify | ChangeOperations.Remove,
                    Read = OrderChange.Read,
                },
            ],
        });
        builder.Environment = new FunctionEnvironment(_variables.GetValueOrDefault);
        builder.Services.AddSingleton<IParkingQueue>(_parking).AddSingleton<IAuditSink>(_sink).AddSingleton<IChangePublisher>(_topic).AddSingleton<IClaimCheck>(_claims).AddSingleton(_notes);
        builder.Services.AddSingleton<ILoggerFactory>(new OneLogger(_log));
        _app = builder.Build();
    }

    public static TheoryData<string, string> Inline { get; } = new(
        from function in new[] { "OrderHandler", "orders-audit" }
        from kind in ForgedMessages.Inline.Keys
        where function is "OrderHandler" || kind is not "another group"
        select (function, kind));

    public static TheoryData<string, string> Claimed { get; } = new(
        from function in new[] { "OrderHandler", "orders-audit" }
        from kind in ForgedMessages.Claimed.Keys
        select (function, kind));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("OrderHandler")]
    [InlineData("orders-audit")]
    public async Task S11_a_genuine_message_is_taken(string function)
    {
        await InvokeAsync(function, ForgedMessages.Genuine);
        await InvokeAsync(function, await ForgedMessages.ClaimAsync(_claims));

        Assert.Empty(_parking.Records);
        Assert.Equal(function is "OrderHandler" ? 2 : 1, _notes.Changes.Count + _sink.Stored.Count);
        Assert.Single(_claims.Read);
    }

    [Theory]
    [MemberData(nameof(Inline))]
    public async Task S11_X2_a_forged_message_is_parked_with_its_reason(string function, string kind)
    {
        var (forge, reason) = ForgedMessages.Inline[kind];

        await AssertParkedAsync(function, forge(), reason);
    }

    [Theory]
    [InlineData("""{"Pk":{"S":"victim"},"Sk":{"N":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"8"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Sk":{"S":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"M":{"a":{"S":"canary-7f3a"}}},"Sk":{"N":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"BOOL":true},"Sk":{"N":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"AUDIT#x"},"Sk":{"N":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"X":{"N":"7"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"7"},"X":{"S":"1"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"}}""", "the table's key, found other attributes")]
    [InlineData("""{"Sk":{"N":"7"}}""", "the table's key, found other attributes")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"7"},"entityType":{"S":"Order"}}""", "the key of NewImage, found another one")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Status":{"S":"Paid"}}""", "the key of OldImage, found another one")]
    public async Task S11_a_key_that_is_not_the_items_is_parked_with_its_reason(string keys, string reason)
    {
        // A head without the key makes no difference, and neither does data that is stored elsewhere.
        var forged = ForgedMessages.Genuine.Replace("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"7"}},""", keys + ",", StringComparison.Ordinal);
        Assert.NotEqual(ForgedMessages.Genuine, forged);
        var silent = ForgedMessages.Member(ForgedMessages.Member(forged, "subject", "null"), "partitionkey", "null");
        string[] messages = [forged, silent, Encoding.UTF8.GetString((await ClaimedBody.StoreAsync(Encoding.UTF8.GetBytes(silent), "orders", "e-1", _claims, Cancellation)).Span)];

        foreach (var function in (string[])["OrderHandler", "orders-audit"])
        {
            foreach (var message in messages)
            {
                await InvokeAsync(function, message);
            }
        }

        Assert.Equal(6, _parking.Records.Count);
        Assert.All(_parking.Records, record => Assert.Equal($"Change message.data.Keys: expected {reason}.", record.Reason));
        Assert.Empty(_notes.EventIds);
        Assert.Empty(_sink.Stored);
    }

    [Theory]
    [InlineData("""{"Pk":{"S":"canary-7f3a"}}""")]
    [InlineData("""{"Sk":{"N":"7"}}""")]
    [InlineData("""{"Pk":{"BOOL":true},"Sk":{"N":"7"}}""")]
    [InlineData("""{"Pk":{"M":{"Pk":{"S":"a"}}},"Sk":{"N":"7"}}""")]
    [InlineData("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"7"},"X":{"S":"1"}}""")]
    public void S11_a_message_without_images_has_the_tables_key(string keys)
    {
        var genuine = ChangeMessageWriterTests.Write(ForgedMessages.Record with { OldImage = null, NewImage = null }, ForgedMessages.Orders).Body;
        var silent = ForgedMessages.Member(ForgedMessages.Member(genuine, "subject", "null"), "partitionkey", "null");
        var own = new OwnTable(TestTables.App(ForgedMessages.Orders), ForgedMessages.Orders, Fw24.Configuration.TableArn.Parse(ForgedMessages.Arn));

        Assert.True(ChangeEnvelope.Read(Encoding.UTF8.GetBytes(silent), own).NewImage.IsAbsent);

        var forged = silent.Replace("""{"Pk":{"S":"canary-7f3a"},"Sk":{"N":"7"}}""", keys, StringComparison.Ordinal);
        Assert.NotEqual(silent, forged);
        Assert.Equal(
            "Change message.data.Keys: expected the table's key, found other attributes.",
            Assert.Throws<ItemFormatException>(() => ChangeEnvelope.Read(Encoding.UTF8.GetBytes(forged), own)).Message);
    }

    [Fact]
    public async Task S11_a_record_of_the_stream_whose_key_is_not_its_images_is_parked_and_its_neighbours_go_on()
    {
        var broken = ForgedMessages.Record with { EventId = "e-2", SequenceNumber = "2", Keys = """{"Pk":{"S":"victim"},"Sk":{"N":"7"}}""" };

        await _app.CreateFunction("orders-stream")(TestRecord.Event([Own("1"), broken.ToJson(), Own("3")]), Context(), Cancellation);

        Assert.Equal(2, _topic.Messages.Count);
        Assert.Equal("Records[1] (eventID e-2) dynamodb.Keys: expected the key of NewImage, found another one.", Assert.Single(_parking.Records).Reason);
    }

    [Theory]
    [InlineData("canary-7f3a")]
    [InlineData("")]
    public async Task S16_a_broken_record_whose_source_is_broken_too_is_parked_and_its_neighbours_go_on(string arn)
    {
        var broken = (ForgedMessages.Record with { EventId = "e-2", SequenceNumber = "2", Keys = """{"Pk":{"S":"victim"},"Sk":{"N":"7"}}""" }).ToJson().Replace(TestRecord.StreamArn, arn, StringComparison.Ordinal);

        await _app.CreateFunction("orders-stream")(TestRecord.Event([Own("1"), broken, Own("3")]), Context(), Cancellation);

        Assert.Equal(2, _topic.Messages.Count);
        Assert.Equal("Records[1] (eventID e-2) dynamodb.Keys: expected the key of NewImage, found another one.", Assert.Single(_parking.Records).Reason);
    }

    [Theory]
    [MemberData(nameof(Claimed))]
    public async Task S15_a_forged_claim_is_parked_with_its_reason(string function, string kind)
    {
        var (forge, reason) = ForgedMessages.Claimed[kind];
        var genuine = await ForgedMessages.ClaimAsync(_claims);
        var forged = forge(genuine);
        Assert.NotEqual(genuine, forged);

        await AssertParkedAsync(function, forged, reason);

        Assert.All(_claims.Read, static name => Assert.StartsWith("orders/e-1-", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-central-1:210987654321:table/orders/stream/2026-11-22T10:00:00.000", "arn:aws:dynamodb:eu-central-1:210987654321:table/orders")]
    [InlineData("arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders")]
    [InlineData("arn:aws-cn:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000", "arn:aws-cn:dynamodb:eu-central-1:123456789012:table/orders")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/customers/stream/2026-11-22T10:00:00.000", "arn:aws:dynamodb:eu-central-1:123456789012:table/customers")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/orders-prod/stream/2026-11-22T10:00:00.000", "arn:aws:dynamodb:eu-central-1:123456789012:table/orders-prod")]
    [InlineData("arn:aws:dynamodb:eu-central-1:123456789012:table/my-orders/stream/2026-11-22T10:00:00.000", "arn:aws:dynamodb:eu-central-1:123456789012:table/my-orders")]
    [InlineData("canary-7f3a", null)]
    [InlineData("arn:aws:sqs:eu-central-1:123456789012:orders", null)]
    [InlineData("", "")]
    public async Task S11_X2_an_event_of_another_stream_is_refused_wherever_it_is_in_the_batch(string arn, string? found)
    {
        var foreign = ForgedMessages.Record.ToJson().Replace(TestRecord.StreamArn, arn, StringComparison.Ordinal);
        foreach (string[] records in new string[][] { [foreign], [foreign, Own("2")], [Own("1"), foreign], [Own("1"), foreign, Own("3")] })
        {
            var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await _app.CreateFunction("orders-stream")(TestRecord.Event(records), Context(), Cancellation));

            var described = found switch { null => "a text that is not the ARN of a table", "" => "nothing", _ => $"the table {found}" };
            Assert.Equal($"Stream event.eventSourceARN: expected the table {ForgedMessages.Arn}, found {described}.", error.Message);
        }

        Assert.Empty(_topic.Messages);
        Assert.Empty(_parking.Records);
    }

    [Fact]
    public async Task S11_a_broken_record_that_no_longer_says_its_stream_is_parked()
    {
        await _app.CreateFunction("orders-stream")(TestRecord.Event([Own("1"), """{"eventID":"e-2","eventName":"MODIFY","dynamodb":{"SequenceNumber":"2","NewImage":[]}}"""]), Context(), Cancellation);

        Assert.Single(_topic.Messages);
        Assert.Single(_parking.Records);
    }

    [Theory]
    [InlineData("OrderHandler")]
    [InlineData("orders-audit")]
    public async Task X2_where_the_tables_arn_is_not_told_its_name_decides(string function)
    {
        _variables.Clear();

        foreach (var kind in new[] { "another account", "another region", "a name that begins with the table's", "no source" })
        {
            await InvokeAsync(function, ForgedMessages.Inline[kind].Body());
        }

        Assert.Empty(_parking.Records);
        Assert.NotEmpty(function is "OrderHandler" ? _notes.EventIds : _sink.Stored.Keys);

        await InvokeAsync(function, ForgedMessages.Inline["another table of the app"].Body());
        Assert.Equal("Change message.source: expected the table orders, found the table customers.", Assert.Single(_parking.Records).Reason);
    }

    [Theory]
    [InlineData("OrderHandler", "fw24.unmodelled.modified.v1")]
    [InlineData("orders-audit", "fw24.unmodelled.modified.v1")]
    [InlineData("OrderHandler", "fw24.ORDER.modified.v1")]
    public async Task S11_what_a_processor_of_another_version_may_have_published_is_taken(string function, string type)
    {
        await InvokeAsync(function, ForgedMessages.Genuine.Replace("fw24.order.modified.v1", type, StringComparison.Ordinal));

        Assert.Empty(_parking.Records);
    }

    [Fact]
    public void S11_to_compare_costs_no_memory()
    {
        var body = Encoding.UTF8.GetBytes(ForgedMessages.Genuine);
        var own = new OwnTable(TestTables.App(ForgedMessages.Orders), ForgedMessages.Orders, Fw24.Configuration.TableArn.Parse(ForgedMessages.Arn));

        Assert.Equal(0, Allocated.By(() => ChangeEnvelope.Read(body, own)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static InvocationContext Context() => new() { RequestId = "req-1", FunctionName = "f" };

    private static string Own(string number)
        => (ForgedMessages.Record with { EventId = "own-" + number, SequenceNumber = number }).ToJson();

    private async Task AssertParkedAsync(string function, string forged, string reason)
    {
        await InvokeAsync(function, forged);

        var parked = Assert.Single(_parking.Records);
        Assert.Contains(reason, parked.Reason, StringComparison.Ordinal);
        Assert.Equal(function, parked.Function);
        Assert.Equal(forged, Encoding.UTF8.GetString(parked.Content.Span));
        Assert.Empty(_notes.Changes);
        Assert.Empty(_sink.Stored);
        Assert.DoesNotContain(ForgedMessages.Canary, parked.Reason, StringComparison.Ordinal);
        Assert.All(_log.Lines, static line => Assert.DoesNotContain(ForgedMessages.Canary, line, StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: ", StringComparison.Ordinal) && line.Contains(parked.Reason, StringComparison.Ordinal));
    }

    private async Task InvokeAsync(string function, string body)
    {
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{TestQueue.Message("m-1", body)}}]}""");
        var answer = await _app.CreateFunction(function)(payload, Context(), Cancellation);
        using var json = JsonDocument.Parse(answer);
        Assert.Empty(json.RootElement.GetProperty("batchItemFailures").EnumerateArray());
    }

    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
