using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests.Queues;

/// <summary>Received messages that are hidden for another time than their queue's visibility timeout.</summary>
public sealed class RetryDelayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_message_is_hidden_for_the_time_that_it_was_given(string name)
    {
        await using var cloud = Cloud.Create(Cloud.Topology(queues: [new QueueResource { Name = name, VisibilityTimeoutSeconds = 60 }]));
        var queue = cloud.Queues[name];
        foreach (var text in (string[])["a", "b", "c"])
        {
            queue.Send(text, text, queue.Fifo ? text : null);
        }

        var received = queue.Receive();
        Assert.Equal(3, received.Count);
        Assert.True(queue.ChangeVisibility(received[0].MessageId, received[0].Receipt!.Handle, 10));
        Assert.True(queue.ChangeVisibility(received[1].MessageId, received[1].Receipt!.Handle, 100));
        Assert.False(queue.ChangeVisibility(received[2].MessageId, "another", 1));

        Assert.Empty(await ReceiveAfterAsync(9));
        Assert.Equal(["a"], await ReceiveAfterAsync(1));
        Assert.Equal(["c"], await ReceiveAfterAsync(50));
        Assert.Equal(["b"], (await ReceiveAfterAsync(40)).Where(static text => text is "b"));

        async Task<IReadOnlyList<string>> ReceiveAfterAsync(int seconds)
        {
            await cloud.AdvanceAsync(TimeSpan.FromSeconds(seconds), Cancellation);
            return [.. queue.Receive().Select(static message => message.Text)];
        }
    }

    [Fact]
    public async Task A_message_that_is_hidden_no_longer_can_be_received_at_once()
    {
        await using var cloud = Cloud.Create(Cloud.Topology(queues: [new QueueResource { Name = "work" }]));
        var queue = cloud.Queues["work"];
        queue.Send("a");
        var message = Assert.Single(queue.Receive());

        Assert.True(queue.ChangeVisibility(message.MessageId, message.Receipt!.Handle, 0));
        await cloud.AdvanceAsync(TimeSpan.Zero, Cancellation);

        Assert.Equal(2, Assert.Single(queue.Receive()).ReceiveCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handlers_failed_change_comes_back_after_its_delay(bool fifo)
    {
        var seen = new Seen();
        var attempts = new List<DateTimeOffset>();
        seen.Do = (_, _, time, _) =>
        {
            attempts.Add(time.GetUtcNow());
            return attempts.Count < 4 ? throw new IOException() : Task.CompletedTask;
        };
        var delays = new ChangeQueueAttribute { RetryDelaySeconds = 10, MaxRetryDelaySeconds = 30 };
        var app = ShopApp.Model(new StreamEnabledAttribute { Fifo = fifo }, queue: delays);
        await using var cloud = LocalCloud.Create(app, options => options.Services = services => services.AddSingleton(seen));

        await cloud.Table<Order>().PutAsync(new Order("a", "New", 1), Cancellation);
        await cloud.Table<Order>().PutAsync(new Order("a", "Paid", 1), Cancellation);
        await cloud.RunUntilIdleAsync(Cancellation);

        var pauses = attempts.Take(4).Zip(attempts.Skip(1).Take(3), static (one, next) => (next - one).TotalSeconds).ToList();
        if (fifo)
        {
            Assert.Equal(["New", "Paid"], seen.StatusesOf("a"));
            Assert.InRange(pauses[0], 7, 11);
            Assert.InRange(pauses[1], 15, 21);
            Assert.InRange(pauses[2], 22, 31);
        }

        Assert.Equal(2, seen.Changes.Count);
        Assert.True((attempts[^1] - attempts[0]).TotalSeconds < 70, "The changes waited for the queue's visibility timeout.");
    }
}
