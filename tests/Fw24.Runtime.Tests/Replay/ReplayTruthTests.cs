using System.Text;
using Fw24.Audit;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Replay;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Runtime.Tests.Replay;

/// <summary>Replays by an app's real functions: the reported outcomes of their input.</summary>
public sealed class ReplayTruthTests : IAsyncDisposable
{
    private static readonly TableModel s_orders = TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Console));
    private static readonly TableModel s_shop = Shop();

    private static readonly AppModel s_model = new()
    {
        Name = "shop",
        Tables = [s_orders, s_shop],
        Handlers = [Handler("NoteHandler", "shop", s_shop.Entities[0]), Handler("OrderHandler", "orders", s_orders.Entities[0]), Handler("ShopOrderHandler", "shop", s_shop.Entities[1])],
    };

    private readonly FakeTopic _topic = new();
    private readonly FakeParkingQueue _parking = new();
    private readonly FakeAuditSink _sink = new();
    private readonly OrderHandler.Notes _notes = new();
    private readonly Fw24App _app;
    private readonly Replayer _replayer;

    public ReplayTruthTests()
    {
        var builder = Fw24App.CreateBuilder(s_model);
        builder.Environment = new FunctionEnvironment(static _ => null);
        builder.Services.AddSingleton<IChangePublisher>(_topic).AddSingleton<IParkingQueue>(_parking).AddSingleton<IAuditSink>(_sink).AddSingleton(_notes);
        _app = builder.Build();
        _replayer = new Replayer(s_model, _app.CreateFunction);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("OrderHandler")]
    [InlineData("orders-audit")]
    public async Task W8_a_dead_letter_succeeds_where_it_belongs(string function)
    {
        var outcome = await _replayer.ReplayMessageAsync(function, Message(Inserted()), Cancellation);

        Assert.Equal(new RecordOutcome("replay", RecordResult.Handled) { EventId = "e-1" }, Assert.Single(outcome.Outcomes));
        Assert.True(outcome is { Succeeded: true, CanBeDeleted: true, Records: 1, FirstReason: null });
        Assert.Equal(1, _notes.Changes.Count + _sink.Stored.Count);
    }

    [Theory]
    [InlineData("orders-stream", "orders-stream is a stream processor, which processes records of a stream, not messages")]
    [InlineData("shop-stream", "shop-stream is a stream processor, which processes records of a stream, not messages")]
    [InlineData("shop-audit", "Change message.source: expected the table shop, found the table orders.")]
    [InlineData("NoteHandler", "Change message.source: expected the table shop, found the table orders.")]
    [InlineData("ShopOrderHandler", "Change message.source: expected the table shop, found the table orders.")]
    public async Task W8_a_dead_letter_of_another_table_is_refused_and_nothing_runs(string function, string reason)
    {
        var outcome = await _replayer.ReplayMessageAsync(function, Message(Inserted()), Cancellation);

        AssertRefused(outcome, reason);
    }

    [Fact]
    public async Task W8_a_dead_letter_of_another_entity_is_refused_and_nothing_runs()
    {
        var note = ShopInserted("Note");

        AssertRefused(await _replayer.ReplayMessageAsync("ShopOrderHandler", note, Cancellation), "the entity of the change is not Order, which ShopOrderHandler handles");
        Assert.True((await _replayer.ReplayMessageAsync("NoteHandler", note, Cancellation)).Succeeded);
    }

    [Fact]
    public async Task W8_a_dead_letter_of_an_operation_that_is_not_handled_is_no_success()
    {
        var modified = Inserted() with { EventName = "MODIFY", OldImage = """{"OrderId":{"S":"o-1"},"Status":{"S":"Placed"}}""" };

        AssertRefused(await _replayer.ReplayMessageAsync("OrderHandler", Message(modified), Cancellation), "the handler does not handle this operation");
    }

    [Fact]
    public async Task W8_messages_of_other_queues_are_refused_by_name()
    {
        var parked = await ParkedMessage.CreateAsync(new ParkedRecord { Function = "OrderHandler", Reason = "r", Content = Message(Inserted()) }, null, DateTimeOffset.UnixEpoch, Cancellation);
        var onFailure = """{"version":"1.0","DDBStreamBatchInfo":{"shardId":"s","startSequenceNumber":"1","endSequenceNumber":"2","streamArn":"a"}}"""u8.ToArray();

        AssertRefused(await _replayer.ReplayMessageAsync("OrderHandler", parked, Cancellation), "the message belongs to the parking queue, which ReplayParkedAsync replays");
        AssertRefused(await _replayer.ReplayMessageAsync("OrderHandler", onFailure, Cancellation), "the message was sent to an on-failure destination, which ReplayParkedAsync replays");
        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await _replayer.ReplayParkedAsync(Message(Inserted()), Cancellation));
        Assert.Contains("ReplayMessageAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W8_a_parked_message_whose_function_is_not_its_own_is_refused()
    {
        var parked = await ParkedMessage.CreateAsync(new ParkedRecord { Function = "shop-audit", Reason = "r", Content = Message(Inserted()) }, null, DateTimeOffset.UnixEpoch, Cancellation);
        var record = await ParkedMessage.CreateAsync(new ParkedRecord { Function = "shop-stream", Reason = "r", Content = Encoding.UTF8.GetBytes(Inserted().ToJson()) }, null, DateTimeOffset.UnixEpoch, Cancellation);

        AssertRefused(await _replayer.ReplayParkedAsync(parked, Cancellation), "Change message.source: expected the table shop, found the table orders.");
        AssertRefused(await _replayer.ReplayParkedAsync(record, Cancellation), "Stream event.eventSourceARN: expected the table shop, found the table orders.");
    }

    [Theory]
    [InlineData("orders-stream", """{"eventID":"e-1","eventName":"INSERT","dynamodb":{"Keys":{"OrderId":{"S":"o-1"}},"NewImage":{"OrderId":{"S":5}},"SequenceNumber":"7"}}""", "dynamodb.NewImage.OrderId: expected a string, found a number.")]
    [InlineData("OrderHandler", "no JSON", "Change message.body: expected an object, found null.")]
    [InlineData("orders-audit", "{}", "Change message.body: expected the members specversion, id, type and data, found fewer.")]
    public async Task W8_what_is_parked_again_is_no_success_and_is_kept_once(string function, string content, string reason)
    {
        var parked = await ParkedMessage.CreateAsync(new ParkedRecord { Function = function, Reason = "r", Content = Encoding.UTF8.GetBytes(content) }, null, DateTimeOffset.UnixEpoch, Cancellation);

        var outcome = await _replayer.ReplayParkedAsync(parked, Cancellation);

        Assert.Equal(RecordResult.Parked, Assert.Single(outcome.Outcomes).Result);
        Assert.True(outcome is { Succeeded: false, CanBeDeleted: true });
        Assert.EndsWith(reason, outcome.FirstReason, StringComparison.Ordinal);
        Assert.Equal([content], _parking.Contents);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task W8_a_parked_record_that_is_empty_is_refused(string content)
        => AssertRefused(await _replayer.ReplayParkedAsync(await ParkedAsync("orders-stream", content), Cancellation), "the parked message contains no record");

    [Theory]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"eventID":"e-1"},{"eventID":"e-2"}""")]
    [InlineData("""{"eventID":"e-1","dynamodb":{"Keys":{]}""")]
    [InlineData("{}]")]
    public async Task W8_each_part_of_a_parked_record_that_is_broken_is_parked_again_and_told(string content)
    {
        var outcome = await _replayer.ReplayParkedAsync(await ParkedAsync("orders-stream", content), Cancellation);

        Assert.All(outcome.Outcomes, static one => Assert.Equal(RecordResult.Parked, one.Result));
        Assert.Equal(_parking.Records.Count, outcome.Records);
        Assert.True(outcome is { Succeeded: false, CanBeDeleted: true });
    }

    [Theory]
    [InlineData("""{"schema":"fw24.parked/1","function":"","content":{}}""")]
    [InlineData("""{"schema":"fw24.parked/1","function":null,"content":{}}""")]
    [InlineData("""{"schema":"fw24.parked/1","content":{}}""")]
    public async Task W8_a_parked_message_of_no_function_is_invalid(string message)
    {
        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await _replayer.ReplayParkedAsync(Encoding.UTF8.GetBytes(message), Cancellation));

        Assert.Equal("Parked message.function: expected a text, found nothing.", error.Message);
    }

    [Fact]
    public async Task W8_what_fails_again_says_why()
    {
        _notes.OnChange = static (_, _) => throw new FormatException("canary-7f3a@example.org");

        var outcome = await _replayer.ReplayMessageAsync("OrderHandler", Message(Inserted()), Cancellation);

        Assert.True(outcome is { Succeeded: false, CanBeDeleted: false, Failed: ["replay"] });
        Assert.Equal("System.FormatException (message withheld, since it may quote an item)", outcome.FirstReason);
        Assert.IsType<FormatException>(outcome.Outcomes[0].Exception);
    }

    [Fact]
    public async Task W8_what_ends_the_invocation_as_a_whole_is_a_failure_of_its_record()
    {
        _parking.IsBroken = true;
        var parked = await ParkedMessage.CreateAsync(new ParkedRecord { Function = "orders-stream", Reason = "r", Content = "{}"u8.ToArray() }, null, DateTimeOffset.UnixEpoch, Cancellation);

        var outcome = await _replayer.ReplayParkedAsync(parked, Cancellation);

        Assert.Equal(RecordResult.Failed, Assert.Single(outcome.Outcomes).Result);
        Assert.StartsWith("parking failed: System.IO.IOException", outcome.FirstReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W8_a_function_that_the_app_does_not_have_is_an_error_that_names_those_it_has()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await _replayer.ReplayMessageAsync("OrderHandlr", Message(Inserted()), Cancellation));

        Assert.Contains("OrderHandler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W8_a_function_that_only_answers_does_not_make_a_success()
    {
        var replayer = new Replayer(s_model, static _ => static (_, _, _) => new("""{"batchItemFailures":[]}"""u8.ToArray()));

        var outcome = await replayer.ReplayMessageAsync("OrderHandler", Message(Inserted()), Cancellation);

        Assert.Equal(new RecordOutcome("replay", RecordResult.Unknown, "the function does not report its outcome"), Assert.Single(outcome.Outcomes));
        Assert.True(outcome is { Succeeded: false, CanBeDeleted: false });
    }

    [Fact]
    public async Task W8_a_function_is_made_once()
    {
        var made = 0;
        var replayer = new Replayer(s_model, name =>
        {
            made++;
            return _app.CreateFunction(name);
        });

        await replayer.ReplayMessageAsync("OrderHandler", Message(Inserted()), Cancellation);
        await replayer.ReplayMessageAsync("OrderHandler", Message(Inserted()), Cancellation);

        Assert.Equal(1, made);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void AssertRefused(ReplayOutcome outcome, string reason)
    {
        var one = Assert.Single(outcome.Outcomes);
        Assert.Equal((RecordResult.Refused, reason), (one.Result, one.Reason));
        Assert.True(outcome is { Succeeded: false, CanBeDeleted: false, Failed: [] });
        Assert.Empty(_notes.Changes);
        Assert.Empty(_sink.Calls);
        Assert.Empty(_topic.Calls);
        Assert.Empty(_parking.Records);
    }

    private static ValueTask<ReadOnlyMemory<byte>> ParkedAsync(string function, string content)
        => ParkedMessage.CreateAsync(new ParkedRecord { Function = function, Reason = "r", Content = Encoding.UTF8.GetBytes(content) }, null, DateTimeOffset.UnixEpoch, Cancellation);

    private static TestRecord Inserted() => new()
    {
        EventId = "e-1",
        SequenceNumber = "100",
        EventName = "INSERT",
        Keys = """{"OrderId":{"S":"o-1"}}""",
        NewImage = """{"OrderId":{"S":"o-1"},"Status":{"S":"Placed"}}""",
    };

    private static byte[] Message(TestRecord record) => Encoding.UTF8.GetBytes(ChangeMessageWriterTests.Write(record, s_orders).Body);

    // Its stream belongs to the other table.
    private static byte[] ShopInserted(string entity)
    {
        var record = Inserted() with { Keys = """{"Pk":{"S":"p"},"Sk":{"N":"1"}}""", NewImage = $$$"""{"Pk":{"S":"p"},"Sk":{"N":"1"},"entityType":{"S":"{{{entity}}}"},"Status":{"S":"Placed"}}""" };
        return Encoding.UTF8.GetBytes(ChangeMessageWriterTests.Write(record, s_shop).Body.Replace(":table/orders", ":table/shop", StringComparison.Ordinal));
    }

    private static TableModel Shop()
    {
        var shop = TestTables.Shop();
        return new TableModel
        {
            Name = shop.Name,
            PartitionKey = shop.PartitionKey,
            SortKey = shop.SortKey,
            Entities = shop.Entities,
            Discriminator = shop.Discriminator,
            Stream = shop.Stream,
            Audit = new AuditAttribute(AuditLoggerType.Console),
        };
    }

    private static HandlerModel<OrderHandler, OrderChange> Handler(string name, string table, EntityModel entity) => new()
    {
        Name = name,
        TableName = table,
        Entity = entity,
        Operations = ChangeOperations.Insert,
        Read = OrderChange.Read,
    };
}
