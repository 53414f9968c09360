using System.Text;
using System.Text.RegularExpressions;
using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Wires;
using Orders;

namespace Fw24.Integration.Tests.Operate;

/// <summary>
/// The page of an incident, executed: its commands in their order, with the output that it shows. <c>FW24_ACCEPT=1</c> writes the output
/// into it.
/// </summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed partial class RunbookTests(WiredServers servers) : IDisposable
{
    private static readonly string s_page = Path.GetFullPath(NpmPackages.Of("../../../docs/operate/incidents.md"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-incident-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_leads_from_the_alarm_to_the_proof()
    {
        await using var wires = await DeployAsync();
        await BreakAsync(wires);

        var page = await File.ReadAllTextAsync(s_page, Stop);
        var run = await ExecuteAsync(page, wires);
        await wires.SettleAsync();

        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            await File.WriteAllTextAsync(s_page, run, Stop);
        }

        Assert.Equal(Steady(run), Steady(page));
        Assert.Contains("handled, deleted", run, StringComparison.Ordinal);
        Assert.Contains("The trail is whole", run, StringComparison.Ordinal);
        Assert.Contains(
            (await wires.ScanAsync("customer-directory")),
            static entry => Encoding.UTF8.GetString(entry.Json.Span).Contains("\"c-2\"", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<OrdersWires> DeployAsync() => OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging, static topology => topology with
    {
        // The manifest's 181 seconds and 10 attempts would take half an hour.
        Queues = [.. topology.Queues.Select(static queue => queue.Name is "orders-CustomerDirectory"
            ? queue with { VisibilityTimeoutSeconds = 5, MaxReceiveCount = 2 }
            : queue)],
    });

    private static async Task BreakAsync(OrdersWires wires)
    {
        await wires.Store.PutAsync("customer-directory", Item("""{"CustomerId":{"S":"c-2"},"SequenceNumber":{"M":{}}}"""), null, Stop);
        wires.Start();
        foreach (var id in new[] { "c-1", "c-2" })
        {
            await wires.Table<Customer>().As("u-7").CreateAsync(new Customer { CustomerId = id, Name = "Ada", LoyaltyPoints = 1 }, Stop);
        }

        await wires.SettleAsync();
    }

    // Returns the page with the output of this run.
    private async Task<string> ExecuteAsync(string page, OrdersWires wires)
    {
        var result = new StringBuilder();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = 0;
        foreach (Match block in Block().Matches(page))
        {
            result.Append(page, rest, block.Index - rest);
            rest = block.Index + block.Length;
            var body = block.Groups["body"].Value;
            result.Append("```").Append(block.Groups["kind"].Value).Append('\n');
            if (block.Groups["kind"].Value is "sh")
            {
                await FixAsync(wires, body);
                result.Append(body);
            }
            else
            {
                result.Append(await RunAsync(body, ids));
            }

            result.Append("```\n");
        }

        return result.Append(page, rest, page.Length - rest).ToString();
    }

    private async Task<string> RunAsync(string body, Dictionary<string, string> ids)
    {
        var result = new StringBuilder();
        foreach (var line in body.Split('\n').Where(static line => line.StartsWith("$ fw24 ", StringComparison.Ordinal)))
        {
            // The page has the ids of the run that it was written from; the latest output has those of this one.
            var command = Id().Replace(line["$ fw24 ".Length..], match => ids.Count > 0 ? ids["latest"] : match.Value);
            string[] args = [.. command.Split(' ').Select(arg => arg switch
            {
                "src/Orders" => ToolRun.Orders,
                _ when arg.EndsWith(".jsonl", StringComparison.Ordinal) => Path.Combine(_folder.FullName, arg),
                _ => arg,
            })];
            var run = await ToolRun.StartAsync(
                new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL"] = servers.Messaging.Url.ToString(),
                    ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.DynamoDb.Url.ToString(),
                    ["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] = servers.DynamoDb.Url.ToString(),
                },
                args[0] is "trail" ? args : [.. args, "--manifest", OrdersWires.Manifest]);
            Assert.True(run.ExitCode == 0, run.Error);
            if (Id().Match(run.Output) is { Success: true } id)
            {
                ids["latest"] = id.Value;
            }

            result.Append("$ fw24 ").Append(command).Append('\n');
            foreach (var output in run.Output.TrimEnd('\n').Split('\n'))
            {
                result.Append(output.TrimEnd()).Append('\n');
            }
        }

        return result.ToString();
    }

    // aws dynamodb delete-item --table-name customer-directory --key '{…}'
    private static async Task FixAsync(OrdersWires wires, string command)
    {
        var fix = Fix().Match(command);
        Assert.True(fix.Success, $"The fix is a deletion of an item, not: {command}");
        Assert.True(await wires.Store.DeleteAsync(fix.Groups["table"].Value, Item(fix.Groups["key"].Value), null, Stop));
    }

    // What differs between runs: ids, times, sequence numbers, and how often a message was received.
    private static string Steady(string page)
    {
        page = Id().Replace(page, "ID");
        page = Received().Replace(Time().Replace(page, "TIME"), "received N times");
        return Number().Replace(page, "N");
    }

    private static ItemImage Item(string json) => new(Encoding.UTF8.GetBytes(json));

    [GeneratedRegex(@"^```(?<kind>console|sh)\n(?<body>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}")]
    private static partial Regex Time();

    [GeneratedRegex("received +[0-9]+ times?")]
    private static partial Regex Received();

    [GeneratedRegex("[0-9]{15,}")]
    private static partial Regex Number();

    [GeneratedRegex("^aws dynamodb delete-item --table-name (?<table>[a-z-]+) --key '(?<key>.+)'$", RegexOptions.Multiline)]
    private static partial Regex Fix();
}
