using System.Text;
using Fw24.Console.Feed;
using Fw24.Console.Tests.Harness;
using Fw24.Local.Faults;
using Orders;

namespace Fw24.Console.Tests.Feed;

/// <summary>What the console keeps of a cloud: bounded, and complete for what is kept.</summary>
public sealed class ChangeLogTests
{
    [Fact]
    public void The_latest_changes_are_kept_and_the_indexes_with_them()
    {
        var log = new ChangeLog(capacity: 100);
        for (var number = 1; number <= 1_000; number++)
        {
            log.Add("orders", $"{number}", DateTimeOffset.UnixEpoch, new RecordFacts($"event-{number}", "insert", "Order", default));
        }

        Assert.Equal((1_000, 100, 200), (log.Latest, log.Count, log.Indexed));
        Assert.Equal(Enumerable.Range(901, 100).Reverse().Select(static number => (long)number), log.Newest().Select(static trace
            => trace.Number));
        Assert.Null(log.Find(900));
        Assert.Null(log.OfEvent("event-900"));
        Assert.Null(log.OfRecord("orders", "900"));
        Assert.Same(log.Find(901), log.OfEvent("event-901"));
        Assert.Same(log.Find(1_000), log.OfRecord("orders", "1000"));
        Assert.Null(log.Find(1_001));
        Assert.Null(log.Find(0));
    }

    [Fact]
    public void The_steps_of_a_change_are_bounded()
    {
        var trace = new ChangeLog(10).Add("orders", "1", DateTimeOffset.UnixEpoch, new RecordFacts("e", "insert", "Order", default));
        for (var number = 0; number < 500; number++)
        {
            trace.Add(new ChangeStep(DateTimeOffset.UnixEpoch.AddSeconds(number), ChangeStage.Invoked, "f"));
        }

        Assert.Equal((100, 400), (trace.Steps.Count, trace.Dropped));
        Assert.Equal(DateTimeOffset.UnixEpoch, trace.Steps[0].At);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(499), trace.Steps[^1].At);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_of_forgotten_changes_are_forgotten(bool isRunAfterEach)
    {
        await using var console = await TestConsole.OpenAsync();
        var feed = new CloudFeed(console.Cloud, capacity: 5);
        console.Cloud.Parts.Observation.Observer = feed;
        for (var number = 1; number <= 40; number++)
        {
            await console.PutAsync($"ord-{number}");
            if (isRunAfterEach)
            {
                await console.RunAsync();
            }
        }

        await console.RunAsync();

        // An event id, a sequence number, and the messages to the audit and the board.
        Assert.Equal((40, 5, 5 * 4), (feed.Changes.Latest, feed.Changes.Count, feed.Changes.Indexed));
    }

    [Fact]
    public async Task A_change_has_its_steps_in_order_and_at_the_clouds_time()
    {
        await using var console = await TestConsole.OpenAsync();
        await console.PutAsync("ord-1");
        await console.RunAsync();
        var change = ChangeView.Take(console.Feed, console.Cloud.App, 1)!;
        Assert.Equal(
            [
                ChangeStage.Written, ChangeStage.Read, ChangeStage.Invoked, ChangeStage.Published, ChangeStage.NotDelivered,
                    ChangeStage.Queued, ChangeStage.Queued,
            ],
            change.Steps.Take(7).Select(static step => step.Stage).Order());
        Assert.Equal([ChangeStage.Invoked, ChangeStage.Invoked, ChangeStage.Handled, ChangeStage.Audited], change.Steps.Skip(7)
            .Select(static step => step.Stage).Order());
        Assert.Equal(change.Steps.Select(static step => step.At).Order(), change.Steps.Select(static step => step.At));
        Assert.Equal(("Order", "insert", "OrderId=ord-1, Part=order", ChangeState.Done), (change.Row.Entity, change.Row.Operation,
            change.Row.Key, change.Row.State));
        Assert.Empty(change.Places);
        Assert.Contains("fw24.order.inserted.v1", change.Message!, StringComparison.Ordinal);
        Assert.DoesNotContain("asa@example.org", change.Message!, StringComparison.Ordinal);
        Assert.Equal([("OrderBoard", ChangeState.Done), ("orders-audit", ChangeState.Done)], change.Row.Consumers
            .Select(static pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task A_record_that_nobody_can_read_is_a_change_that_failed()
    {
        await using var console = await TestConsole.OpenAsync();
        foreach (var kind in (PoisonKind[])[PoisonKind.BrokenJson, PoisonKind.MissingKeys, PoisonKind.DeepNesting,
            PoisonKind.WrongWireType])
        {
            console.Cloud.Poison("orders", kind);
        }

        await console.RunAsync();
        Assert.Equal(4, console.Feed.Changes.Count);
        Assert.All(console.Feed.Changes.Newest(), static trace => Assert.Equal(ChangeState.Failed, trace.State));
        Assert.All(console.Feed.Changes.Newest(), static trace => Assert.Contains(trace.Steps, static step
            => step is { Stage: ChangeStage.Parked, Detail.Length: > 0 }));
    }

    [Fact]
    public async Task A_message_that_failed_too_often_is_followed_to_its_dead_letter_queue()
    {
        await using var console = await TestConsole.OpenAsync();
        await console.PutAsync("ord-1");
        await console.RunAsync();
        console.Mailer.Fault = "no mail today";
        await console.PutAsync("ord-1", OrderStatus.Shipped);
        await console.RunAsync();
        var change = ChangeView.Take(console.Feed, console.Cloud.App, 2)!;
        Assert.Equal(ChangeState.Failed, change.Row.State);
        var last = change.Steps[^1];
        Assert.Equal(ChangeStage.DeadLettered, last.Stage);
        Assert.Contains("no mail today", last.Detail!, StringComparison.Ordinal);
        Assert.Equal($"Kept in {last.Where}, until somebody replays or drops it.", Assert.Single(change.Places));
        var function = FunctionRow.Of("ShipmentMailer", console.Feed.Functions["ShipmentMailer"], console.Feed);
        Assert.True(function.Failures >= 5, $"{function.Failures}");
        Assert.Equal(0, function.Running);
    }

    [Fact]
    public void Facts_are_read_as_far_as_a_record_goes()
    {
        var table = OrdersApp.Model.Tables.Single(static table => table.Name == "orders");
        const string Data = """{"Keys":{"OrderId":{"S":"a"}},"NewImage":{"entityType":{"S":"OrderNote"},"x":{"N":"1"}}}""";
        var facts = RecordFacts.Of(Encoding.UTF8.GetBytes("""{"eventID":"e1","eventName":"MODIFY","dynamodb":""" + Data + "}"), table);
        Assert.Equal(("e1", "modify", "OrderNote", "OrderId=a"), (facts.EventId, facts.Operation, facts.Entity, facts.KeyText));
        foreach (var json in (string[])["", "{", "[]", "{\"eventID\":1}", "{\"eventID\":\"e\",\"dynamodb\":[]}",
            "{\"dynamodb\":{\"Keys\":\"x\"}}", "{\"dynamodb\":{\"NewImage\":[1]}}"])
        {
            Assert.Equal("-", RecordFacts.Of(Encoding.UTF8.GetBytes(json), null).Entity);
            _ = RecordFacts.Of(Encoding.UTF8.GetBytes(json), table).KeyText;
            _ = MessageFacts.Of(Encoding.UTF8.GetBytes(json));
        }
    }
}
