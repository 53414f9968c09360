using Fw24.Console.Deployed;
using Fw24.Console.Failures;
using Fw24.Console.Trails;
using Fw24.Operations;
using Fw24.Operations.Status;

namespace Fw24.Console.Tests.Harness;

/// <summary>
/// The console of a deployed shop: its audit, tables and queues are those of a cloud, and a test says what the looks find.
/// </summary>
internal sealed class DeployedShop : IAsyncDisposable
{
    private readonly ReplayJournal _journal;
    private DeployedConsole? _console;

    private DeployedShop(TestConsole shop)
    {
        Shop = shop;
        _journal = ReplayJournal.InMemory(shop.Cloud.Time);
        State = new AppState
        {
            App = "orders",
            At = shop.Cloud.Time.GetUtcNow(),
            Functions = [],
            Queues = [],
            Topics = [],
            Tables = [],
            Alarms = [],
            Stacks = [],
        };
    }

    /// <summary>What runs the shop.</summary>
    public TestConsole Shop { get; }

    /// <summary>What the next look finds.</summary>
    public AppState State { get; set; }

    /// <summary>The error of the next look; <see langword="null"/> for none.</summary>
    public string? Fault { get; set; }

    /// <summary>The number of times that messages were received from the queues.</summary>
    public int Receipts => Shop.Cloud.Queues.Values.Sum(static queue => queue.Messages.Sum(static message => message.ReceiveCount));

    public Uri Url => _console!.Url;

    /// <summary>Opens the console on what a test prepares.</summary>
    public static async Task<DeployedShop> OpenAsync(TestConsole shop, Func<AppState, AppState>? change = null)
    {
        var deployed = new DeployedShop(shop);
        deployed.State = change?.Invoke(deployed.State) ?? deployed.State;
        var failures = new CloudFailures(shop.Cloud);
        var app = new DeployedApp
        {
            Model = shop.Cloud.App,
            Topology = shop.Cloud.Topology,
            Audit = shop.Cloud.AuditReader(),
            Tables = new CloudTables(shop.Cloud, null),
            Failures = failures.Queues,
            Journal = deployed._journal,
            OpenReplayerAsync = failures.OpenReplayerAsync,
            InspectAsync = _ => deployed.Fault is { } fault
                ? Task.FromException<AppState>(new InvalidOperationException(fault))
                : Task.FromResult(deployed.State),
            Time = shop.Cloud.Time,
        };
        deployed._console = await DeployedConsole.OpenAsync(app, port: 0, TestContext.Current.CancellationToken);
        return deployed;
    }

    /// <summary>Lets the time pass after which the resources are looked at again.</summary>
    public Task LookAsync() => Shop.AdvanceAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        if (_console is not null)
        {
            await _console.DisposeAsync();
        }

        _journal.Dispose();
        await Shop.DisposeAsync();
    }
}
