using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests.Queues;

/// <summary>Queues whose messages can be received only after a delay.</summary>
public sealed class QueueDelayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_message_can_be_received_after_the_delay_and_after_those_before_it(string name)
    {
        await using var cloud = CloudOf(new QueueResource { Name = name, DelaySeconds = 90 });
        var queue = cloud.Queues[name];
        Send(queue, "a");
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(60), Cancellation);
        Send(queue, "b");

        Assert.Empty(queue.Receive());
        Assert.Equal((2, false), (queue.Count, queue.Messages[0].IsInFlight));
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(29), Cancellation);
        Assert.Empty(queue.Receive());
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cancellation);
        var first = Assert.Single(queue.Receive());
        Assert.Equal(("a", 1, TimeSpan.FromSeconds(90)), (first.Text, first.ReceiveCount, first.FirstReceivedAt - first.SentAt));
        queue.Delete(first);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(59), Cancellation);
        Assert.Empty(queue.Receive());
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cancellation);
        Assert.Equal("b", Assert.Single(queue.Receive()).Text);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_message_that_was_received_returns_without_the_delay(string name)
    {
        await using var cloud = CloudOf(new QueueResource { Name = name, DelaySeconds = 90, VisibilityTimeoutSeconds = 10 });
        var queue = cloud.Queues[name];
        Send(queue, "a");
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(90), Cancellation);
        Assert.Single(queue.Receive());
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(2, Assert.Single(queue.Receive()).ReceiveCount);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_message_that_is_dropped_as_too_old_does_not_come_back_after_the_delay(string name)
    {
        await using var cloud = CloudOf(new QueueResource { Name = name, DelaySeconds = 900, RetentionSeconds = 60 });
        var queue = cloud.Queues[name];
        Send(queue, "a");
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(61), Cancellation);
        Assert.Equal(0, queue.Count);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(900), Cancellation);

        Assert.Empty(queue.Receive());
        Assert.Empty(queue.Messages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_receives_each_change_its_delay_later_and_in_order(bool fifo)
    {
        var seen = new Seen();
        var times = new List<DateTimeOffset>();
        seen.Do = (_, _, time, _) =>
        {
            times.Add(time.GetUtcNow());
            return Task.CompletedTask;
        };
        var app = ShopApp.Model(new StreamEnabledAttribute { Fifo = fifo }, queue: new ChangeQueueAttribute { DelaySeconds = 600 });
        await using var cloud = LocalCloud.Create(app, options => options.Services = services => services.AddSingleton(seen));
        var start = cloud.Time.GetUtcNow();

        await cloud.Table<Order>().PutAsync(new Order("a", "New", 1), Cancellation);
        await cloud.AdvanceAsync(TimeSpan.FromSeconds(100), Cancellation);
        Assert.Empty(times);
        await cloud.Table<Order>().PutAsync(new Order("a", "Paid", 1), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        Assert.Equal(["New", "Paid"], seen.StatusesOf("a"));
        Assert.InRange((times[0] - start).TotalSeconds, 600, 620);
        Assert.InRange((times[1] - start).TotalSeconds, 700, 720);
    }

    private static LocalCloud CloudOf(params QueueResource[] queues) => Cloud.Create(Cloud.Topology(queues: queues));

    private static void Send(LocalQueue queue, string text) => queue.Send(text, "group", queue.Fifo ? text : null);
}
