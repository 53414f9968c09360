using System.Net;
using System.Text.RegularExpressions;
using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Wires;

namespace Fw24.Integration.Tests.Operate;

/// <summary><c>fw24 console</c> on a deployed app.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed partial class ConsoleCommandTests(WiredServers servers) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-console-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployed_app_is_served_to_who_has_the_address()
    {
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology);
        await using var console = ServerProcess.Start(
            ToolRun.Command(Variables, "console", "--app", ToolRun.Orders, "--manifest", OrdersWires.Manifest, "--journal",
                Path.Combine(_folder.FullName, "journal.jsonl")),
            "Build src/Fw24.Tool.");
        var url = new Uri((await console.LineAsync(Address())).Groups["url"].Value);
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
        using var page = await client.GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var stranger = await new HttpClient().GetAsync(new Uri(url.GetLeftPart(UriPartial.Authority)), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task A_manifest_of_another_app_is_refused()
    {
        var manifest = Path.Combine(_folder.FullName, "fw24.manifest.json");
        var text = await File.ReadAllTextAsync(OrdersWires.Manifest, Stop);
        await File.WriteAllTextAsync(manifest, text.Replace("\"order-board\"", "\"another\"", StringComparison.Ordinal), Stop);
        var run = await ToolRun.StartAsync(Variables, "console", "--app", ToolRun.Orders, "--manifest", manifest);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The manifest has no table order-board, which", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Dictionary<string, string> Variables => new()
    {
        ["AWS_ENDPOINT_URL"] = servers.Messaging.Url.ToString(),
        ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.DynamoDb.Url.ToString(),
    };

    [GeneratedRegex("is at (?<url>http://127.0.0.1:[0-9]+/\\?token=[A-Za-z0-9_-]+)")]
    private static partial Regex Address();
}
