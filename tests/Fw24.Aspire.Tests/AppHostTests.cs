using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Fw24.Integration.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Aspire.Tests;

/// <summary>The sample's AppHost with its API, started by Aspire's orchestrator.</summary>
[Trait("Category", "Server")]
public sealed class AppHostTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-aspire-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handlers_receive_what_the_API_writes_a_command_deletes_it_and_no_process_is_left()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Orders_AppHost>(Stop);
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        Isolate(builder.CreateResourceBuilder<Fw24AppResource>("orders"));
        await using (var host = await builder.BuildAsync(Stop))
        {
            await host.StartAsync(Stop);
            await HealthyAsync(host, "api");
            using var api = host.CreateHttpClient("api");
            Assert.Equal(HttpStatusCode.Created, await PlaceAsync(api));
            Assert.Equal(HttpStatusCode.Conflict, await PlaceAsync(api));

            using var shipped = await api.PutAsync(new Uri("/orders/ord-1/status/Shipped", UriKind.Relative), null, Stop);
            Assert.Equal(HttpStatusCode.OK, shipped.StatusCode);
            await LogAsync(host, "Mail ", "to customer cus-1");
            await AssertConsoleAsync(host);

            var deleted = await host.ResourceCommands.ExecuteCommandAsync("orders", "delete-state", Stop);
            Assert.True(deleted.Success, deleted.Message);
            await HealthyAsync(host, "orders");
            Assert.Equal(HttpStatusCode.Created, await PlaceAsync(api));
            await AssertConsoleAsync(host);
            Assert.Equal(OperatingSystem.IsLinux(), Processes().Count > 0);
        }

        var stopped = Stopwatch.GetTimestamp();
        while (Processes() is { Count: > 0 } left)
        {
            Assert.True(Stopwatch.GetElapsedTime(stopped) < s_patience, $"Left behind: {string.Join('\n', left)}");
            await Task.Delay(s_poll, Stop);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Its own state, and DynamoDB Local as the tool would have fetched it.
    private void Isolate(IResourceBuilder<Fw24AppResource> orders)
    {
        var data = Path.Combine(_folder.FullName, "data");
        var cached = Path.Combine(
            data, "fw24", $"amplify-dynamodb-simulator-{NpmPackages.VersionOf("amplify-dynamodb-simulator")}");
        Directory.CreateDirectory(cached);
        Directory.CreateSymbolicLink(Path.Combine(cached, "node_modules"), NpmPackages.Of(""));
        orders
            .WithStateFolder(Path.Combine(_folder.FullName, "state"))
            .WithEnvironment("XDG_DATA_HOME", data)
            .WithEnvironment("LOCALAPPDATA", data);
    }

    private static async Task HealthyAsync(DistributedApplication host, string resource)
        => await host.ResourceNotifications.WaitForResourceHealthyAsync(resource, Stop).WaitAsync(s_patience, Stop);

    private static async Task<HttpStatusCode> PlaceAsync(HttpClient api)
    {
        var order = new { CustomerId = "cus-1", Lines = new[] { new { Sku = "p-1", Quantity = 2, Price = 4.5m } } };
        using var answer = await api.PostAsJsonAsync("/orders/ord-1", order, Stop);
        return answer.StatusCode;
    }

    private static async Task LogAsync(DistributedApplication host, params string[] parts)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(s_patience);
        var orders = host.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<Fw24AppResource>().Single();
        await foreach (var lines in host.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(orders)
            .WithCancellation(patience.Token))
        {
            if (lines.Any(line => parts.All(part => line.Content.Contains(part, StringComparison.Ordinal))))
            {
                return;
            }
        }

        Assert.Fail($"The log ended without '{string.Join('…', parts)}'.");
    }

    // The dashboard's link admits a browser.
    private static async Task AssertConsoleAsync(DistributedApplication host)
    {
        Assert.True(host.ResourceNotifications.TryGetCurrentState("orders", out var state));
        var link = Assert.Single(state.Snapshot.Urls, static url => url.DisplayProperties.DisplayName is "Console");
        using var browser = new HttpClient();
        using var page = await browser.GetAsync(new Uri(link.Url), Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    // The tool and DynamoDB Local name a folder of this test in their arguments.
    private List<string> Processes() => OperatingSystem.IsLinux()
        ?
        [
            .. Directory.EnumerateDirectories("/proc").Select(CommandLine)
                .Where(line => line.Contains(_folder.Name, StringComparison.Ordinal)),
        ]
        : [];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // No process, or one that has ended.
            return "";
        }
    }
}
