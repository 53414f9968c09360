using System.Text;
using System.Text.Json;
using Fw24.Integration.Tests.Wires;
using Fw24.Local.Resources;
using Orders;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>The tool's commands on queues with what the sample's functions gave up on, on real wires.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class FailureCommandTests(WiredServers servers) : IDisposable
{
    private const string Directory = "customer-directory";
    private const string DeadLetters = "orders-CustomerDirectory-dlq";
    private const string Parking = "orders-parked-records";

    private const string Poison = """
        {"CustomerId":{"S":"c-9"},"Name":{"S":"[red]N\u202Eine"},"LoyaltyPoints":{"S":"many"},"Phone":{"S":"canary-phone"}}
        """;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("fw24-failures-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_letters_and_parked_messages_are_listed_shown_replayed_and_dropped()
    {
        await using var wires = await DeployAsync();
        await wires.Store.PutAsync(Directory, Item("""{"CustomerId":{"S":"c-2"},"SequenceNumber":{"M":{}}}"""), null, Stop);
        wires.Start();
        await WriteAsync(wires, "c-0");
        await wires.SettleAsync();
        await WriteAsync(wires, "c-1", "c-2");
        await wires.Store.PutAsync(
            "customers",
            Item(Poison),
            null,
            Stop);
        await wires.SettleAsync();

        // What is listed is released: it can be listed again, and the queue still has it.
        var dead = (await RunAsync("dlq", "list", "--json")).Json.GetProperty("groups").EnumerateArray().Single();
        var listed = await RunAsync("dlq", "list");
        var parked = (await RunAsync("parked", "list", "--json")).Json.GetProperty("groups").EnumerateArray().Single();
        Assert.Equal(1, dead.GetProperty("count").GetInt32());
        Assert.Equal(("CustomerDirectory", DeadLetters), (Text(dead, "function"), Text(dead, "queue")));
        Assert.Matches(@"1 × CustomerDirectory +the reason is in the function's log", listed.Output);
        Assert.Contains("CustomerId=c-2", listed.Output, StringComparison.Ordinal);
        Assert.Equal(("CustomerDirectory", Parking), (Text(parked, "function"), Text(parked, "queue")));
        Assert.Contains("LoyaltyPoints", Text(parked, "reason"), StringComparison.Ordinal);

        var id = Text(parked.GetProperty("messages")[0], "id");
        var shown = await RunAsync("parked", "show", id);
        Assert.Equal(0, shown.ExitCode);
        Assert.Matches(@"│ LoyaltyPoints +│ S +│ — +│ many", shown.Output);
        Assert.Contains("[red]N·ine", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-phone", shown.Output, StringComparison.Ordinal);
        var @new = (await RunAsync("parked", "show", id, "--json")).Json.GetProperty("new");
        Assert.Equal("many", Text(@new.GetProperty("LoyaltyPoints"), "S"));

        var redrive = await RunAsync("dlq", "redrive", "CustomerDirectory", "--yes");
        Assert.Equal(1, redrive.ExitCode);
        Assert.Contains("has no redrives of dead-letter queues: replay the messages", redrive.Error, StringComparison.Ordinal);

        // The cause is still there: nothing is deleted.
        var failed = await ReplayAsync("dlq", "--function", "CustomerDirectory", "--json");
        Assert.Equal(1, failed.ExitCode);
        Assert.Equal("failed", Text(failed.Json.GetProperty("outcomes")[0], "result"));
        Assert.Equal(1, await CountAsync(wires, DeadLetters));

        await wires.Store.DeleteAsync(Directory, Item("""{"CustomerId":{"S":"c-2"}}"""), null, Stop);
        var mended = await ReplayAsync("dlq", "--item", "CustomerId=c-2", "--json");
        Assert.True(mended.ExitCode is 0, mended.Error);
        Assert.True(mended.Json.GetProperty("isDone").GetBoolean());
        Assert.Equal(1, mended.Json.GetProperty("journal").GetProperty("handled").GetInt32());
        Assert.Equal(0, await CountAsync(wires, DeadLetters));
        Assert.True(await IsInDirectoryAsync(wires, "c-2"));

        // The item is still broken: the parking queue has it again, as another message.
        var again = await ReplayAsync("parked", "--reason", "loyaltypoints", "--json");
        Assert.Equal(1, again.ExitCode);
        Assert.Equal("parked", Text(again.Json.GetProperty("outcomes")[0], "result"));
        var left = (await RunAsync("parked", "list", "--json")).Json.GetProperty("groups")[0].GetProperty("messages");
        Assert.NotEqual(id, Text(Assert.Single(left.EnumerateArray()), "id"));

        var dropped = await RunAsync(
            "parked", "drop", Text(left[0], "id"), "--because", "a test of ours", "--yes", "--journal", Journal("drop"));
        Assert.Equal(0, dropped.ExitCode);
        Assert.Equal(0, await CountAsync(wires, Parking));
        var journal = await File.ReadAllLinesAsync(Journal("drop"), Stop);
        Assert.Contains("\"result\":\"dropped\",\"reason\":\"a test of ours\"", journal[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stream_gave_up_on_is_replayed_from_the_stream_by_its_message_or_its_range()
    {
        await using var wires = await DeployAsync();
        wires.Start();
        await WriteAsync(wires, "c-1");
        await wires.SettleAsync();
        await wires.Deployment.DeleteTopicAsync("customer-changes", Stop);
        await WriteAsync(wires, "c-2");
        await wires.SettleAsync();
        await wires.Deployment.CreateTopicsAsync(Stop);

        var group = (await RunAsync("parked", "list", "--json")).Json.GetProperty("groups").EnumerateArray().Single();
        Assert.Equal("customers-stream", Text(group, "function"));
        var shown = (await RunAsync("parked", "show", Text(group.GetProperty("messages")[0], "id"), "--json")).Json.GetProperty("range");
        var range = $"{Text(shown, "shardId")}:{Text(shown, "startSequenceNumber")}-{Text(shown, "endSequenceNumber")}";
        string[] replay =
        [
            "failures", "replay", "--range", range, "--stream", Text(shown, "streamArn"), "--yes", "--json", "--app", ToolRun.Orders,
        ];

        var replayed = await RunAsync([.. replay, "--journal", Journal("range")]);
        await wires.SettleAsync();
        Assert.True(replayed.ExitCode is 0, replayed.Error);
        Assert.True(await IsInDirectoryAsync(wires, "c-2"));

        // The journal knows that it is done; the message is replayed once more, and deleted.
        var repeated = await RunAsync([.. replay, "--journal", Journal("range")]);
        Assert.Equal("handled", Text(repeated.Json.GetProperty("outcomes")[0], "result"));
        var message = await ReplayAsync("parked", "--all");
        Assert.True(message.ExitCode is 0, message.Error);
        Assert.Contains("handled, deleted", message.Output, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(wires, "orders-customers-stream-failures"));
        await wires.SettleAsync();
    }

    [Theory]
    [InlineData(2, "Select messages with --id", "parked", "replay", "--yes")]
    [InlineData(2, "--all selects all messages", "dlq", "replay", "--all", "--id", "1", "--yes")]
    [InlineData(2, "--rate takes a number", "dlq", "replay", "--all", "--rate", "0")]
    [InlineData(2, "--because", "parked", "drop", "1")]
    [InlineData(2, "--because must not be blank", "parked", "drop", "1", "--because", " ")]
    [InlineData(2, "either --range and --stream, or --object", "failures", "replay", "--range", "s:1-2")]
    [InlineData(2, "--range takes the shard", "failures", "replay", "--range", "s", "--stream", "arn")]
    [InlineData(2, "--failed-records takes TABLE=BUCKET", "dlq", "replay", "--all", "--failed-records", "products")]
    [InlineData(2, "There is no manifest", "parked", "list", "--manifest", "nowhere.json")]
    [InlineData(2, "--rate takes a number from 1 to 500", "dlq", "redrive", "OrderBoard", "--rate", "501")]
    [InlineData(2, "No function Nobody has a dead-letter queue", "dlq", "redrive", "Nobody", "--yes")]
    public async Task A_wrong_command_line_is_refused_and_says_what_is_missing(int exitCode, string expected, params string[] args)
    {
        var run = await RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Output + run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    // The manifest's 181 seconds and 10 attempts would take half an hour, and its retries of records a minute.
    private Task<OrdersWires> DeployAsync() => OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology with
    {
        Queues = [.. topology.Queues.Select(static queue => queue.Name is "orders-CustomerDirectory" ? Hasty(queue) : queue)],
        StreamMappings = [.. topology.StreamMappings.Select(static mapping => mapping with { RetryAttempts = 1 })],
    });

    private static QueueResource Hasty(QueueResource queue) => queue with { VisibilityTimeoutSeconds = 5, MaxReceiveCount = 2 };

    private string Journal(string name) => Path.Combine(_folder, $"{name}.jsonl");

    private Task<ToolRun> ReplayAsync(string queues, params string[] args)
        => RunAsync([queues, "replay", .. args, "--yes", "--journal", Journal(queues), "--app", ToolRun.Orders]);

    private Task<ToolRun> RunAsync(params string[] args) => ToolRun.StartAsync(
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = servers.Messaging.Url.ToString(),
            ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.DynamoDb.Url.ToString(),
            ["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] = servers.DynamoDb.Url.ToString(),
        },
        args.Contains("--manifest") ? args : [.. args, "--manifest", OrdersWires.Manifest]);

    private static Task<int> CountAsync(OrdersWires wires, string queue)
        => wires.Deployment.Messaging.CountAsync(queue, Stop);

    private static async Task WriteAsync(OrdersWires wires, params string[] customers)
    {
        foreach (var customer in customers)
        {
            await wires.Table<Customer>().CreateAsync(
                new Customer { CustomerId = customer, Name = $"Customer {customer}", LoyaltyPoints = 1 }, Stop);
        }
    }

    private static async Task<bool> IsInDirectoryAsync(OrdersWires wires, string customer)
        => (await wires.ScanAsync(Directory)).Exists(
            item => Encoding.UTF8.GetString(item.Json.Span).Contains($"\"{customer}\"", StringComparison.Ordinal));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));
}
