using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Fw24.Audit;
using Fw24.Aws;
using Fw24.Integration.Tests.Bootstrap;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Model;
using Fw24.Replay;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Checks;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Wires;

/// <summary>
/// The sample's stack on real wires: the resources of its manifest in DynamoDB Local and fauxqs, its executable in a process for each
/// function, which a loopback runtime API invokes, and event source mappings between them. Only CloudWatch Logs is a server of the tests.
/// </summary>
internal sealed class OrdersWires : IAsyncDisposable
{
    private readonly DynamoDbStreamsClient _streams;
    private readonly LoopbackCloud _logs = new();
    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<string, BootstrapProcess> _processes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _output = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Invocation> _invocations = new();
    private LocalCloud? _cloud;

    private OrdersWires(DynamoDbServer dynamoDb, WiredDeployment deployment)
    {
        (_streams, Deployment) = (dynamoDb.Streams, deployment);
        _services = new ServiceCollection().AddSingleton(Store).AddFw24(OrdersApp.Model).BuildServiceProvider();
        Queues = new AmazonSQSClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonSQSConfig
            {
                ServiceURL = deployment.Messaging.Url.ToString(), AuthenticationRegion = deployment.Topology.Region,
            });
    }

    /// <summary>The path of the sample's manifest.</summary>
    public static string Manifest { get; } = typeof(OrdersWires).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static data => data.Key is "OrdersManifest").Value!;

    public WiredDeployment Deployment { get; }

    public AmazonSQSClient Queues { get; }

    public IItemStore Store => Deployment.Tables.Store;

    /// <summary>The invocations so far, in the order of each function's.</summary>
    public IReadOnlyCollection<Invocation> Invocations => _invocations;

    /// <summary>The invocations of a function so far, in order.</summary>
    public IEnumerable<Invocation> InvocationsOf(string function) => _invocations.Where(invocation => invocation.Function == function);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Creates the resources of the sample's manifest.</summary>
    /// <param name="dynamoDb">The server of tables and streams, which is the test's own: tables have given names.</param>
    /// <param name="fauxqs">The server of topics, queues and buckets, likewise.</param>
    /// <param name="change">A change of what the manifest says.</param>
    public static async Task<OrdersWires> DeployAsync(
        DynamoDbServer dynamoDb, Fauxqs fauxqs, Func<LocalTopology, LocalTopology>? change = null)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Tables and streams: {dynamoDb.Description}");
        TestContext.Current.TestOutputHelper?.WriteLine($"Topics, queues and buckets: {fauxqs.Description}");
        var topology = LocalTopology.FromManifest(await File.ReadAllTextAsync(Manifest, Cancellation));
        var deployment = await WiredDeployment.CreateAsync(
            change is null ? topology : change(topology), dynamoDb, fauxqs, Cancellation);
        return new OrdersWires(dynamoDb, deployment);
    }

    /// <summary>Starts the event source mappings. A function's process starts with its first invocation.</summary>
    public void Start() => _cloud = LocalCloud.Create(OrdersApp.Model, options =>
    {
        options.UseTables(Deployment.Tables);
        options.Topology = Deployment.Topology;
        options.UseMessaging(Deployment.Messaging);
        foreach (var function in Deployment.Topology.Functions.Select(static function => function.Name))
        {
            options.Replace(function, async (payload, _, _) => await InvokeAsync(function, payload)
                ?? throw new InvalidOperationException($"{function} failed."));
        }
    });

    public ITable<T> Table<T>()
        where T : class => _services.GetRequiredService<ITable<T>>();

    /// <summary>Waits until the functions have nothing left to do.</summary>
    public async Task SettleAsync()
    {
        // A cloud on a real clock reads empty streams for a while before it is idle; what it reports meanwhile may cause more.
        int before;
        do
        {
            before = Changes();
            await _cloud!.RunUntilIdleAsync(Cancellation);
        }
        while (Changes() != before);

        int Changes() => Deployment.Streams.Values.Sum(static stream => stream.Records);
    }

    /// <summary>Stops the mappings and the functions. Their output is complete then.</summary>
    public async Task StopAsync()
    {
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
            _cloud = null;
        }

        foreach (var (function, process) in _processes)
        {
            await process.TerminateAsync();
            await process.ExitAsync();
            _output[function] = process.Output;
            await process.DisposeAsync();
        }

        _processes.Clear();
    }

    /// <summary>The output of a function that was stopped.</summary>
    public string OutputOf(string function) => _output.GetValueOrDefault(function, "");

    /// <summary>Reads the items of a table.</summary>
    public async Task<List<ItemImage>> ScanAsync(string table)
    {
        List<ItemImage> items = [];
        await foreach (var item in Store.EnumerateAsync(table, new ItemScan(), Cancellation))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Reads the trails of a table's items.</summary>
    public async Task<IReadOnlyList<AuditTrail>> TrailsAsync(TableModel table)
    {
        var lines = table.Audit!.LoggerType is AuditLoggerType.Cloudwatch
            ? _logs.Logged
            : OutputOf(table.AuditFunction).Split('\n').Where(static line => line.Contains("fw24.audit/2", StringComparison.Ordinal));
        var entries = lines.Select(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)));
        return AuditTrail.Gather(await AuditRecords.ReadAsync(table, Store, entries, Cancellation));
    }

    /// <summary>Replays with the functions' processes. Call it only while no event source has anything for them.</summary>
    public Replayer Replayer() => new(
        OrdersApp.Model,
        name => async (payload, _, _) => await InvokeAsync(name, payload) ?? throw new InvalidOperationException($"{name} failed."),
        streams: _streams);

    /// <summary>Receives and deletes the messages of a queue.</summary>
    /// <param name="queue">Its name in the manifest, or its URL.</param>
    public async Task<IReadOnlyList<string>> DrainAsync(string queue)
    {
        var messages = await QueueDrain.RunAsync(Queues, Deployment.QueueUrls.GetValueOrDefault(queue, queue), Cancellation);
        return [.. messages.Select(static message => message.Body)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        await _logs.DisposeAsync();
        Queues.Dispose();
        Deployment.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    // A process has one invocation at a time.
    private async Task<ReadOnlyMemory<byte>?> InvokeAsync(string function, ReadOnlyMemory<byte> payload)
    {
        var turn = _turns.GetOrAdd(function, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(Cancellation);
        try
        {
            var process = _processes.GetOrAdd(function, Create);
            var answer = await process.InvokeAsync(Encoding.UTF8.GetString(payload.Span));
            var response = answer.Target.EndsWith("/response", StringComparison.Ordinal) ? answer.Body : null;
            _invocations.Enqueue(new Invocation(function, payload, response));
            return response;
        }
        finally
        {
            turn.Release();
        }
    }

    private BootstrapProcess Create(string function)
        => new(VariablesOf(Deployment.Topology.Functions.Single(resource => resource.Name == function)));

    private Dictionary<string, string> VariablesOf(FunctionResource function) => new(Deployment.VariablesOf(function))
    {
        ["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"] = _logs.Url,
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>An invocation of a function.</summary>
    /// <param name="Function">The function.</param>
    /// <param name="Payload">Its event.</param>
    /// <param name="Response">Its response; <see langword="null"/> if it failed as a whole.</param>
    public sealed record Invocation(string Function, ReadOnlyMemory<byte> Payload, byte[]? Response)
    {
        /// <summary>The bodies of the messages in the event.</summary>
        public IReadOnlyList<string> Bodies
        {
            get
            {
                using var document = JsonDocument.Parse(Payload);
                var messages = document.RootElement.GetProperty("Records").EnumerateArray();
                return [.. messages.Select(static message => message.GetProperty("body").GetString()!)];
            }
        }
    }
}
