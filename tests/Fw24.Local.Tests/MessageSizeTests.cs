using System.Text.Json;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Local.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>A topic's maximum size of messages, and message groups of standard topics, through the embedded engine.</summary>
public sealed class MessageSizeTests
{
    [Theory]
    [InlineData(262_144, 262_144, true)]
    [InlineData(262_144, 262_145, false)]
    [InlineData(262_144, 1_048_576, false)]
    [InlineData(1_048_576, 262_145, true)]
    [InlineData(1_048_576, 1_048_576, true)]
    [InlineData(1_048_576, 1_048_577, false)]
    public async Task A1_3_a_change_reaches_its_handler_whole_or_by_claim_check(int option, int size, bool isWhole)
    {
        var seen = new Seen();
        await using var cloud = Create(new StreamEnabledAttribute { MaxMessageBytes = option }, seen);
        var room = await RoomInAsync(size);

        var message = await PublishAsync(cloud, "o-2", Text(room));

        Assert.Equal(isWhole, message.Size == size);
        Assert.Equal(isWhole, JsonElement.Parse(message.Body.Span).TryGetProperty("data", out _));
        Assert.Equal(Text(room), Unescaped(Assert.Single(seen.StatusesOf("o-2"))));
        Assert.Equal((0, 0), (cloud.Report().Parked, cloud.Report().DeadLettered));
    }

    [Fact]
    public async Task A1_3_a_topic_that_accepts_less_than_its_processor_expects_gets_messages_without_their_data()
    {
        var seen = new Seen();
        var app = ShopApp.Model(new StreamEnabledAttribute { MaxMessageBytes = 1_048_576 });
        var topology = LocalTopology.Of(app);
        var lowered = topology.Topics.Select(static topic => topic with { MaxMessageBytes = 262_144 });
        await using var cloud = Create(app, seen, topology with { Topics = [.. lowered] });

        cloud.Tables["orders"].Put(Item("o-1", new string('x', 300_000)));
        cloud.Tables["orders"].Put(Item("o-2", new string('y', 300_000)));
        cloud.Tables["orders"].Put(Item("o-1", "small"));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([new string('x', 300_000), "small"], seen.StatusesOf("o-1"));
        Assert.Single(seen.StatusesOf("o-2"));
        Assert.Equal(0, cloud.Report().Parked);
    }

    [Fact]
    public async Task A2_3_a_failed_change_holds_back_no_other_of_its_item_in_a_fair_queue()
    {
        var seen = new Seen
        {
            Do = static (change, _, _, _) => change is OrderChange.Inserted ? throw new IOException("not now") : Task.CompletedTask,
        };
        var queue = new ChangeQueueAttribute { BatchSize = 10, MaxBatchingWindowSeconds = 1, MaxReceiveCount = 1 };
        var app = ShopApp.Model(new StreamEnabledAttribute { FairQueues = true }, queue: queue);
        await using var cloud = Create(app, seen);

        cloud.Tables["orders"].Put(Item("o-1", "Placed"));
        cloud.Tables["orders"].Put(Item("o-1", "Paid"));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["Paid"], seen.StatusesOf("o-1"));
        var failed = Assert.Single(cloud.Queues["Mailer-dlq"].Messages);
        Assert.Equal(Assert.Single(cloud.Topics.Values).Messages[0].GroupId, failed.GroupId);
        Assert.Equal(22, failed.GroupId!.Length);
        Assert.Equal(0, cloud.Report().Redelivered);
    }

    private static LocalCloud Create(StreamEnabledAttribute stream, Seen seen) => Create(ShopApp.Model(stream), seen);

    private static LocalCloud Create(Model.AppModel app, Seen seen, LocalTopology? topology = null) => LocalCloud.Create(app, options =>
    {
        options.Topology = topology;
        options.Services = services => services.AddSingleton(seen);
    });

    // The length of the text in a message of a size: the rest is measured by a message with a text of nearly that length.
    private static async Task<int> RoomInAsync(int size)
    {
        await using var cloud = Create(new StreamEnabledAttribute { MaxMessageBytes = 1_048_576 }, new Seen());
        var estimate = size - 2_000;
        return estimate + size - (await PublishAsync(cloud, "o-1", Text(estimate))).Size;
    }

    private static async Task<TopicMessage> PublishAsync(LocalCloud cloud, string id, string text)
    {
        cloud.Tables["orders"].Put(Item(id, text));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        return Assert.Single(cloud.Topics.Values).Messages[^1];
    }

    // Raw JSON, so that a control character takes six bytes in the message and one of the 400 KB that an item may have.
    private static ItemImage Item(string id, string text)
        => Cloud.Item($$$"""{"OrderId":{"S":"{{{id}}}"},"Status":{"S":"{{{text}}}"},"Total":{"N":"1"}}""");

    private static string Text(int length) => string.Concat(Enumerable.Repeat("\\u0001", length / 6)) + new string('x', length % 6);

    private static string Unescaped(string text) => text.Replace("\u0001", "\\u0001", StringComparison.Ordinal);
}
