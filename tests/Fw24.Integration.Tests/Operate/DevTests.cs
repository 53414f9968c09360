using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Operate;

/// <summary><c>fw24 dev</c> with the DynamoDB Local that it starts, and the sample's API that writes to it.</summary>
[Trait("Category", "Server")]
public sealed partial class DevTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-dev-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string StateFolder => Path.Combine(_folder.FullName, "state");

    private string StateFile => Path.Combine(StateFolder, "state.json");

    [Fact]
    public async Task Handlers_receive_what_an_API_writes_and_a_killed_session_goes_on_where_it_was()
    {
        var port = ServerProcess.FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        await using (var session = Start(port))
        {
            var console = (await session.LineAsync(Console())).Groups["url"].Value;
            await using var api = StartApi(url);
            using var http = new HttpClient { BaseAddress = new Uri((await api.LineAsync(Listening())).Groups["url"].Value) };
            await PlaceAsync(http, "ord-1");
            await AssertOnBoardAsync(url, "ord-1", "Placed");

            using (var again = await http.PostAsJsonAsync("/orders/ord-1", NewOrder, Stop))
            {
                Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
            }

            using (var shipped = await http.PutAsync("/orders/ord-1/status/Shipped", null, Stop))
            {
                Assert.Equal(HttpStatusCode.OK, shipped.StatusCode);
            }

            // The sample's mailer logs; so do all functions, in the terminal.
            await session.LineAsync(Mail());
            await AssertOnBoardAsync(url, "ord-1", "Shipped");
            await WaitAsync(() => Task.FromResult(Audited().Count == 2), "the state of two changes");
            var second = await ToolRun.StartAsync(
                new Dictionary<string, string>(), "dev", "--app", ToolRun.Orders, "--embedded", "--port", "0", "--state", StateFolder);
            Assert.Equal(2, second.ExitCode);
            Assert.Contains("Another fw24 dev uses the state", second.Error, StringComparison.Ordinal);
            using var page = await new HttpClient().GetAsync(new Uri(console), Stop);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        // Killed. What is written meanwhile is handled by the next session, and nothing else again.
        await using (var server = await DynamoDbProcess.StartAsync(
            NpmPackages.Of("amplify-dynamodb-simulator", "emulator"), "-disableTelemetry", "-dbPath", Path.Combine(
                _folder.FullName, "state", "dynamodb")))
        {
            await using var api = StartApi(server.Url);
            using var http = new HttpClient { BaseAddress = new Uri((await api.LineAsync(Listening())).Groups["url"].Value) };
            await PlaceAsync(http, "ord-2");
        }

        await using (var session = Start(port))
        {
            await session.LineAsync(Console());
            await AssertOnBoardAsync(url, "ord-2", "Placed");
            await WaitAsync(() => Task.FromResult(Audited().Count > 2), "the state of the third change");
            Assert.Equal(["ord-1", "ord-1", "ord-2"], Audited());
        }
    }

    [Fact]
    public async Task Without_a_server_the_tables_are_in_memory()
    {
        await using var session = ServerProcess.Start(
            Session(
                "--embedded",
                "--app",
                ToolRun.Orders,
                "--state",
                Path.Combine(_folder.FullName, "state"),
                "--port",
                "0"), "Build src/Fw24.Tool.");

        await session.LineAsync(Console());
        await session.LineAsync(new Regex("tables +in memory"));
    }

    [Fact]
    public async Task A_fresh_session_has_nothing_of_earlier_ones_and_the_secret_that_it_is_given()
    {
        const string secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        var table = Path.Combine(StateFolder, "dynamodb", "shared-local-instance.db");
        Directory.CreateDirectory(Path.GetDirectoryName(table)!);
        await File.WriteAllTextAsync(table, "", Stop);
        await File.WriteAllTextAsync(StateFile, """{"schema":"fw24.dev/1"}""", Stop);
        string[] args = ["--embedded", "--app", ToolRun.Orders, "--state", StateFolder, "--port", "0"];

        var kept = await ToolRun.StartAsync(new Dictionary<string, string>(), ["dev", .. args]);
        Assert.Equal(2, kept.ExitCode);
        Assert.Contains("is of another version of the tool", kept.Error, StringComparison.Ordinal);

        var start = Session([.. args, "--fresh"]);
        start.Environment["FW24_CONSOLE_TOKEN"] = secret;
        await using var session = ServerProcess.Start(start, "Build src/Fw24.Tool.");
        Assert.EndsWith($"/?token={secret}", (await session.LineAsync(Console())).Groups["url"].Value, StringComparison.Ordinal);
        Assert.False(File.Exists(table));
    }

    [Fact]
    public async Task A_secret_that_can_be_guessed_is_refused()
    {
        var run = await ToolRun.StartAsync(
            new Dictionary<string, string> { ["FW24_CONSOLE_TOKEN"] = "secret" },
            "dev", "--embedded", "--app", ToolRun.Orders, "--state", StateFolder, "--port", "0");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("FW24_CONSOLE_TOKEN takes 32 random bytes as base64url", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_starting_ends_with_its_session()
    {
        await using var session = Start(ServerProcess.FreePort());
        var file = Path.Combine(StateFolder, "dynamodb", "process");
        await WaitAsync(() => Task.FromResult(File.Exists(file) && new FileInfo(file).Length > 0), "the server's process");

        await session.InterruptAsync();

        var id = int.Parse(await File.ReadAllTextAsync(file, Stop), CultureInfo.InvariantCulture);
        Assert.DoesNotContain(id, Process.GetProcessesByName("java").Select(static process => process.Id));
    }

    [Fact]
    public async Task A_folder_that_cannot_keep_the_state_is_named()
    {
        Directory.CreateDirectory(Path.Combine(StateFolder, "lock"));

        var run = await ToolRun.StartAsync(
            new Dictionary<string, string>(), "dev", "--app", ToolRun.Orders, "--embedded", "--port", "0",
            "--state", StateFolder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The state cannot be kept in {StateFolder}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_another_key_is_refused()
    {
        await using var dynamoDb = new DynamoDbLocal();
        await dynamoDb.InitializeAsync();
        await dynamoDb.Client.CreateTableAsync(
            "orders", [new("Id", KeyType.HASH)], [new("Id", ScalarAttributeType.S)], new ProvisionedThroughput(1, 1), Stop);

        var run = await ToolRun.StartAsync(
            new Dictionary<string, string>(), "dev", "--app", ToolRun.Orders, "--dynamodb", dynamoDb.Url.ToString(), "--port", "0",
            "--state", _folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The table orders", run.Error, StringComparison.Ordinal);
        Assert.Contains("has the key Id, and the app's has OrderId, Part", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static object NewOrder => new { CustomerId = "cus-1", Lines = new[] { new { Sku = "p-1", Quantity = 2, Price = 4.5m } } };

    private static async Task PlaceAsync(HttpClient http, string id)
    {
        using var placed = await http.PostAsJsonAsync($"/orders/{id}", NewOrder, Stop);
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
    }

    // The handler of orders keeps a card of each.
    private static async Task AssertOnBoardAsync(Uri url, string id, string status)
    {
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig { ServiceURL = url.ToString(), AuthenticationRegion = "eu-central-1" });
        await WaitAsync(
            async () =>
            {
                var card = await client.GetItemAsync("order-board", new Dictionary<string, AttributeValue> { ["OrderId"] = new(id) }, Stop);
                return card.Item is { Count: > 0 } item && item["Status"].S == status;
            },
            $"{id} on the board as {status}");
    }

    private static async Task WaitAsync(Func<Task<bool>> isSo, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"Waited too long for {what}.");
            await Task.Delay(s_poll, Stop);
        }
    }

    // The orders of the audit records that the state has, in their order.
    private List<string> Audited()
    {
        if (!File.Exists(StateFile))
        {
            return [];
        }

        using var state = JsonDocument.Parse(File.ReadAllBytes(StateFile));
        return
        [
            .. state.RootElement.GetProperty("logs").GetProperty("/audit/logs/orders").EnumerateArray()
                .Select(static stored => JsonDocument.Parse(stored.GetProperty("message").GetString()!).RootElement)
                .Select(static record => record.GetProperty("key").GetProperty("OrderId").GetString()!),
        ];
    }

    private ServerProcess Start(int port)
    {
        // DynamoDB Local as the tool would have fetched it.
        var cached = Path.Combine(
            _folder.FullName, "data", "fw24", $"amplify-dynamodb-simulator-{NpmPackages.VersionOf("amplify-dynamodb-simulator")}");
        if (!Directory.Exists(cached))
        {
            Directory.CreateDirectory(cached);
            Directory.CreateSymbolicLink(Path.Combine(cached, "node_modules"), NpmPackages.Of(""));
        }

        var start = Session(
            "--app", ToolRun.Orders, "--state", Path.Combine(_folder.FullName, "state"), "--port", "0",
            "--dynamodb-port", port.ToString(CultureInfo.InvariantCulture));
        start.Environment["XDG_DATA_HOME"] = start.Environment["LOCALAPPDATA"] = Path.Combine(_folder.FullName, "data");
        return ServerProcess.Start(start, "Build src/Fw24.Tool.");
    }

    private static ProcessStartInfo Session(params string[] args)
        => new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "fw24.dll"), "dev", .. args]);

    private static ServerProcess StartApi(Uri dynamoDb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Orders.Api.dll")]);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.ToString();
        start.Environment["AWS_REGION"] = "eu-central-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        start.Environment["PageTokenKeys"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        return ServerProcess.Start(start, "It is the sample's API: build samples/Orders/Orders.Api.");
    }

    [GeneratedRegex(@"console +(?<url>http://127\.0\.0\.1:[0-9]+/\?token=\S+)")]
    private static partial Regex Console();

    [GeneratedRegex(@"Now listening on: (?<url>http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("Mail .* to customer cus-1")]
    private static partial Regex Mail();
}
