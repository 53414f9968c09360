using System.Text.Json;
using Fw24.Changes.Reading;
using Fw24.Functions.Queues;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Messages;

namespace Fw24.Local.Tests;

public sealed class ChangeEventsTests
{
    private static readonly Order s_placed = new("o-1", "Placed", 10, "u-1");
    private static readonly Order s_paid = s_placed with { Status = "Paid" };

    private readonly ChangeEvents<Order> _orders = ChangeEvents.For<Order>(ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.Console)));

    [Fact]
    public void A_stream_event_is_what_the_tables_stream_would_say()
    {
        ChangeEvent[] changes = [_orders.Inserted(s_placed), _orders.Modified(s_placed, s_paid), _orders.Removed(s_paid), _orders.Expired(s_paid)];
        var records = StreamBatch.Read(ChangeEvents.ToStreamEvent(changes));

        Assert.All(records, static record => Assert.Null(record.Fault));
        Assert.Equal([ChangeOperations.Insert, ChangeOperations.Modify, ChangeOperations.Remove, ChangeOperations.Remove], records.Select(static record => record.Operation));
        Assert.Equal([ChangeOrigin.Application, ChangeOrigin.Application, ChangeOrigin.Application, ChangeOrigin.TimeToLive], records.Select(static record => record.Origin));
        Assert.Equal(changes.Select(static change => change.SequenceNumber), records.Select(static record => Cloud.Text(record.SequenceNumber)));
        Assert.Equal(Cloud.Text(ShopApp.Item(s_placed).Json), Cloud.Text(records[1].OldImage.Json));
        Assert.Equal(Cloud.Text(ShopApp.Item(s_paid).Json), Cloud.Text(records[1].NewImage.Json));
        Assert.Equal(4, changes.Select(static change => change.SequenceNumber).Distinct().Count());
    }

    [Fact]
    public void A_queue_event_holds_the_messages_that_the_stream_processor_publishes()
    {
        var paid = _orders.Modified(s_placed, s_paid);
        var message = Assert.Single(QueueBatch.Read(paid.ToQueueEvent()));

        Assert.Equal(paid.MessageId, message.MessageId);
        Assert.Equal(22, message.GroupId!.Length);
        var record = ChangeEnvelope.Read(message.Body);
        Assert.Null(record.Fault);
        Assert.Equal(Cloud.Text(ShopApp.Item(s_paid).Json), Cloud.Text(record.NewImage.Json));
        var attributes = JsonElement.Parse(paid.ToQueueEvent().Span).GetProperty("Records")[0].GetProperty("messageAttributes");
        Assert.Equal("[\"Status\"]", attributes.GetProperty("changed").GetProperty("stringValue").GetString());
    }

    [Fact]
    public void A2_3_a_queue_event_of_a_standard_topic_comes_from_a_standard_queue()
    {
        var orders = ChangeEvents.For<Order>(ShopApp.Model(new StreamEnabledAttribute { FairQueues = true }));
        var change = orders.Inserted(s_placed);

        var message = JsonElement.Parse(change.ToQueueEvent().Span).GetProperty("Records")[0];
        Assert.Equal(22, message.GetProperty("attributes").GetProperty("MessageGroupId").GetString()!.Length);
        Assert.False(message.GetProperty("attributes").TryGetProperty("SequenceNumber", out _));
        Assert.Null(Assert.Single(QueueBatch.Read(change.ToQueueEvent())).GroupId);
    }

    [Fact]
    public async Task Events_run_the_functions_of_the_app()
    {
        var seen = new Seen();
        var builder = Fw24App.CreateBuilder(ShopApp.Model());
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(builder.Services, seen);
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IParkingQueue>(builder.Services, new NoParking());
        await using var app = builder.Build();
        var mailer = app.CreateFunction("Mailer");

        var answer = await mailer(
            ChangeEvents.ToQueueEvent(_orders.Inserted(s_placed), _orders.Modified(s_placed, s_paid)),
            new InvocationContext { RequestId = "r", FunctionName = "Mailer" },
            Cloud.Cancelled);

        Assert.Equal("""{"batchItemFailures":[]}""", Cloud.Text(answer));
        Assert.Equal(["Placed", "Paid"], seen.StatusesOf("o-1"));
    }

    [Fact]
    public void A_change_that_changes_nothing_is_refused()
        => Assert.Throws<ArgumentException>(() => _orders.Modified(s_placed, s_placed));

    [Fact]
    public void A_change_of_an_item_keeps_its_key()
        => Assert.Throws<ArgumentException>(() => _orders.Modified(s_placed, s_placed with { OrderId = "o-2" }));

    private sealed class NoParking : IParkingQueue
    {
        public ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
