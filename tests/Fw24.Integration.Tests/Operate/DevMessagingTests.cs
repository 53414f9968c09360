using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Wires;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Orders;

namespace Fw24.Integration.Tests.Operate;

/// <summary><c>fw24 dev --messaging</c>: the app's functions between real tables, topics and queues.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed partial class DevMessagingTests(WiredServers servers) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);
    private static readonly LocalTopology s_topology = LocalTopology.Shared(OrdersApp.Model, "eu-central-1");

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("fw24-dev-messaging-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handlers_receive_through_queues_what_is_written_and_the_next_session_goes_on()
    {
        using var tables = new TableEndpoint(servers.DynamoDb.Url, s_topology);
        using var messaging = new MessagingEndpoint(servers.Messaging.Url, s_topology);
        await tables.DeleteAsync(Stop);
        await messaging.DeleteAsync(Stop);
        await using (var session = Start())
        {
            await session.LineAsync(Console());
            await session.LineAsync(new Regex("messaging +http"));
            Assert.Contains("does not match elements of a String.Array", session.Output, StringComparison.Ordinal);
            await WriteAsync("c-1", new AttributeValue("Ada"));
            await WriteAsync("c-2", new AttributeValue { M = [] });
            await AssertInDirectoryAsync("c-1");
            await messaging.CreateAsync(Stop);
            await WaitAsync(async () => await ParkedAsync() > 0, "the parked message");
            await WaitAsync(() => Task.FromResult(File.Exists(Path.Combine(_state.FullName, "state.json"))), "the state");
            Assert.Equal(0, await session.InterruptAsync());
        }

        await WriteAsync("c-3", new AttributeValue("Grace"));
        var parked = await ParkedAsync();
        await using (var session = Start())
        {
            await session.LineAsync(Console());
            await AssertInDirectoryAsync("c-3");
            Assert.Equal(parked, await ParkedAsync());
        }

        // The tool finds the queues, because they have the names of the stack.
        var listed = await ToolRun.StartAsync(
            new Dictionary<string, string> { ["AWS_ENDPOINT_URL_SQS"] = servers.Messaging.Url.ToString() },
            "parked", "list", "--manifest", OrdersWires.Manifest);
        Assert.Contains("CustomerId=c-2", listed.Output, StringComparison.Ordinal);

        async Task<int> ParkedAsync() => await messaging.CountAsync("orders-parked-records", Stop);
    }

    [Fact]
    public async Task Queues_have_the_names_of_the_stack()
    {
        var manifest = LocalTopology.FromManifest(await File.ReadAllTextAsync(OrdersWires.Manifest, Stop));

        Assert.Equal(
            manifest.Queues.Select(static queue => queue.Name).Order(),
            s_topology.Queues.Select(static queue => queue.Name).Order());
        Assert.Equal(
            manifest.Subscriptions.Select(static one => (one.Topic, one.Queue)).Order(),
            s_topology.Subscriptions.Select(static one => (one.Topic, one.Queue)).Order());
        Assert.Equal(manifest.ParkingQueue, s_topology.ParkingQueue);
    }

    [Theory]
    [InlineData("--messaging takes a URL such as http://127.0.0.1:4566, not '4566'", "4566")]
    [InlineData("--messaging takes an emulator's endpoint", "https://sns.eu-central-1.amazonaws.com")]
    [InlineData("--messaging takes an endpoint without a path: http://127.0.0.1:4566.", "http://127.0.0.1:4566/aws")]
    [InlineData("http://127.0.0.1:1/ does not answer as SNS, SQS and S3 would: Connection refused", "http://127.0.0.1:1")]
    public async Task Another_endpoint_is_refused(string expected, string url)
    {
        var run = await ToolRun.StartAsync(
            new Dictionary<string, string>(), "dev", "--app", ToolRun.Orders, "--embedded", "--state", _state.FullName, "--port", "0",
            "--messaging", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _state.Delete(recursive: true);

    private ServerProcess Start() => ServerProcess.Start(
        new ProcessStartInfo("dotnet",
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "fw24.dll"), "dev", "--app", ToolRun.Orders, "--port", "0",
            "--state", _state.FullName, "--dynamodb", servers.DynamoDb.Url.ToString(),
            "--messaging", servers.Messaging.Url.ToString(),
        ]),
        "Build src/Fw24.Tool.");

    private async Task WriteAsync(string id, AttributeValue name)
    {
        var item = new Dictionary<string, AttributeValue> { ["CustomerId"] = new(id), ["Name"] = name };
        await servers.DynamoDb.Client.PutItemAsync("customers", item, Stop);
    }

    private Task AssertInDirectoryAsync(string id) => WaitAsync(
        async () =>
        {
            var key = new Dictionary<string, AttributeValue> { ["CustomerId"] = new(id) };
            return (await servers.DynamoDb.Client.GetItemAsync("customer-directory", key, Stop)).Item is { Count: > 0 };
        },
        $"{id} in the directory");

    private static async Task WaitAsync(Func<Task<bool>> isSo, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"Waited too long for {what}.");
            await Task.Delay(s_poll, Stop);
        }
    }

    [GeneratedRegex(@"console +http://127\.0\.0\.1:[0-9]+/\?token=\S+")]
    private static partial Regex Console();
}
