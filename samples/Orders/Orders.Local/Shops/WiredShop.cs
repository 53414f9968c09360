using Fw24;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders.Local.Checks;
using Orders.Local.Commands;
using Orders.Local.Wires;

namespace Orders.Local.Shops;

/// <summary>The shop at endpoints of DynamoDB, SNS, SQS and S3, with functions and event source mappings in this process.</summary>
internal sealed class WiredShop : Shop
{
    private readonly DynamoDbEndpoint _dynamoDb;
    private readonly MessagingEndpoint _messaging;
    private readonly Deployment _deployment;
    private readonly HostedFunctions _functions;
    private readonly EventSources _sources;
    private readonly ServiceProvider _services;

    private WiredShop(DynamoDbEndpoint dynamoDb, MessagingEndpoint messaging, Deployment deployment, Action<string> report)
    {
        (_dynamoDb, _messaging, _deployment) = (dynamoDb, messaging, deployment);
        var app = Handled.Watch(OrdersApp.Model);
        _functions = new HostedFunctions(app, deployment, Mailer, report);
        _services = new ServiceCollection().AddFw24(app).BuildServiceProvider();
        var store = _services.GetRequiredService<IItemStore>();
        Tables = new ShopTables(Table<Order>(), Table<OrderNote>(), Table<Customer>(), Table<Product>(), store);
        _sources = EventSources.Start(deployment, messaging, _functions.Create);
    }

    public override ShopTables Tables { get; }

    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Creates the resources and starts the functions.</summary>
    /// <param name="topology">The resources.</param>
    /// <param name="dynamoDbUrl">The endpoint of DynamoDB and its streams.</param>
    /// <param name="messagingUrl">The endpoint of SNS, SQS and S3.</param>
    /// <param name="report">Receives a sentence for each failure, and for what the endpoint cannot do.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<WiredShop> OpenAsync(
        LocalTopology topology, Uri dynamoDbUrl, Uri messagingUrl, Action<string> report, CancellationToken cancellationToken)
    {
        PointClients(topology.Region, dynamoDbUrl, messagingUrl);
        var (dynamoDb, messaging) = (new DynamoDbEndpoint(dynamoDbUrl), new MessagingEndpoint(messagingUrl, topology.Region));
        try
        {
            var deployment = await Deployment.CreateAsync(topology, dynamoDb, messaging, cancellationToken);
            if (!deployment.MatchesArrays)
            {
                report($"{messagingUrl} does not match elements of a String.Array: subscriptions have no condition on 'changed', "
                    + "and handlers skip what they do not watch.");
            }

            return new WiredShop(dynamoDb, messaging, deployment, report);
        }
        catch
        {
            dynamoDb.Dispose();
            messaging.Dispose();
            throw;
        }
    }

    public override int ChangesOf(string table) => _deployment.Streams[table].Records;

    public override Task<int> PublishedOfAsync(TableModel table, CancellationToken cancellationToken)
        => Task.FromResult(_functions.DoneBy(table.StreamFunction));

    public override Task<int> ParkedAsync(CancellationToken cancellationToken)
        => _messaging.CountAsync(_deployment.QueueUrls[_deployment.Topology.ParkingQueue!], cancellationToken);

    public override async Task<IReadOnlyList<(string Queue, int Messages)>> LeftoversAsync(CancellationToken cancellationToken)
    {
        List<(string, int)> leftovers = [];
        foreach (var (queue, url) in _deployment.QueueUrls.Where(queue => queue.Key != _deployment.Topology.ParkingQueue))
        {
            if (await _messaging.CountAsync(url, cancellationToken) is > 0 and var count)
            {
                leftovers.Add((queue, count));
            }
        }

        return leftovers;
    }

    public override Task<AuditLog> ReadAuditAsync(TableModel table, CancellationToken cancellationToken)
        => AuditRecords.ReadAsync(table, Store, _functions.Entries.Entries, cancellationToken);

    // Endpoints keep their own time.
    public override Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SettleAsync(CancellationToken cancellationToken) => _sources.SettleAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await _functions.DisposeAsync();
        await _services.DisposeAsync();
        _messaging.Dispose();
        _dynamoDb.Dispose();
    }

    // The functions' own clients read the process's variables, as they do on Lambda. Emulators require credentials and accept any.
    private static void PointClients(string region, Uri dynamoDb, Uri messaging)
    {
        Environment.SetEnvironmentVariable("AWS_REGION", region);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", messaging.ToString());
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.ToString());
        if (dynamoDb.IsLoopback)
        {
            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        }
    }

    private ITable<T> Table<T>()
        where T : class => _services.GetRequiredService<ITable<T>>();
}
