using System.Text;
using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Replay;
using Orders;
using Orders.Local.Checks;

namespace Fw24.Integration.Tests.Wires;

/// <summary>Failures on real wires: retries, partial batch responses, dead-letter and on-failure queues, and the replay of both.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class FailureTests(WiredServers servers)
{
    private const string DeadLetters = "orders-CustomerDirectory-dlq";
    private const string GivenUp = "orders-customers-stream-failures";

    private static readonly TableModel s_customers = OrdersApp.Model.Tables.Single(static table => table.Name is "customers");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_fails_alone_is_dead_lettered_alone_and_replayed()
    {
        // The manifest's 181 seconds and 10 attempts would take half an hour.
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology with
        {
            Queues = [.. topology.Queues.Select(static queue => queue.Name is "orders-CustomerDirectory" ? Hasty(queue) : queue)],
        });
        var broken = Item("""{"CustomerId":{"S":"c-2"},"SequenceNumber":{"M":{}}}""");
        await wires.Store.PutAsync("customer-directory", broken, null, Cancellation);
        wires.Start();

        // The processes start with the first change: from here on, none is too slow for the short timeout.
        await WriteAsync(wires, "c-0");
        await wires.SettleAsync();
        await WriteAsync(wires, "c-1", "c-2", "c-3");
        await wires.SettleAsync();

        var dead = Assert.Single(await wires.DrainAsync(DeadLetters));
        Assert.Equal("CustomerId=c-2", Member(dead, "subject"));
        Assert.Equal(["c-0", "c-1", "c-3"], await DirectoryAsync(wires));
        var bodies = wires.InvocationsOf("CustomerDirectory").SelectMany(static invocation => invocation.Bodies)
            .Where(static body => Member(body, "subject") is not "CustomerId=c-0");
        Assert.Equal(
            [("CustomerId=c-1", 1), ("CustomerId=c-2", 2), ("CustomerId=c-3", 1)],
            bodies.GroupBy(static body => Member(body, "subject")).Select(static group => (group.Key, group.Count())).Order());

        await wires.Store.DeleteAsync("customer-directory", Item("""{"CustomerId":{"S":"c-2"}}"""), null, Cancellation);
        var outcome = await wires.Replayer().ReplayMessageAsync("CustomerDirectory", Encoding.UTF8.GetBytes(dead), Cancellation);

        Assert.True(outcome.Failed.Count is 0, outcome.FirstReason);
        Assert.Equal(["c-0", "c-1", "c-2", "c-3"], await DirectoryAsync(wires));
    }

    [Fact]
    public async Task H32_what_the_stream_gave_up_on_is_a_gap_until_it_is_replayed()
    {
        // The manifest's retries would take a minute.
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology with
        {
            StreamMappings = [.. topology.StreamMappings.Select(static mapping => mapping with { RetryAttempts = 1 })],
        });
        wires.Start();
        await WriteAsync(wires, "c-1");
        await wires.SettleAsync();

        await wires.Deployment.DeleteTopicAsync("customer-changes", Cancellation);
        await wires.Table<Customer>().ReplaceAsync(CustomerOf("c-1", points: 5), Cancellation);
        await wires.SettleAsync();
        await wires.Deployment.CreateTopicsAsync(Cancellation);
        await wires.Table<Customer>().ReplaceAsync(CustomerOf("c-1", points: 6), Cancellation);
        await wires.SettleAsync();

        var gap = Assert.Single((await wires.TrailsAsync(s_customers)).Single().Gaps);
        TestContext.Current.TestOutputHelper?.WriteLine($"{gap}");
        var notice = Assert.Single(await wires.DrainAsync(GivenUp));
        var outcome = await wires.Replayer().ReplayStreamAsync(StreamRange.Read(Encoding.UTF8.GetBytes(notice)), Cancellation);
        await wires.SettleAsync();

        Assert.True(outcome.Failed.Count is 0, outcome.FirstReason);
        var trails = await wires.TrailsAsync(s_customers);
        Assert.Empty(trails.Single().Gaps);
        Assert.Equal(3, trails.Single().Entries.Count);
        Assert.Empty(FoldCheck.Compare(s_customers, await wires.ScanAsync("customers"), trails));
        Assert.Empty(await wires.DrainAsync("orders-parked-records"));
    }

    private static QueueResource Hasty(QueueResource queue) => queue with { VisibilityTimeoutSeconds = 5, MaxReceiveCount = 2 };

    private static async Task WriteAsync(OrdersWires wires, params string[] customers)
    {
        foreach (var customer in customers)
        {
            await wires.Table<Customer>().CreateAsync(CustomerOf(customer, points: 1), Cancellation);
        }
    }

    private static Customer CustomerOf(string id, int points) => new() { CustomerId = id, Name = $"Customer {id}", LoyaltyPoints = points };

    private static async Task<IEnumerable<string?>> DirectoryAsync(OrdersWires wires)
        => (await wires.ScanAsync("customer-directory")).Select(static item => Encoding.UTF8.GetString(item.Json.Span))
            .Where(static item => item.Contains("\"Name\"", StringComparison.Ordinal))
            .Select(static item => Text(item, "CustomerId")).Order(StringComparer.Ordinal);

    private static string? Text(string item, string attribute)
    {
        using var document = JsonDocument.Parse(item);
        return document.RootElement.GetProperty(attribute).GetProperty("S").GetString();
    }

    private static string? Member(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString();
    }

    private static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));
}
