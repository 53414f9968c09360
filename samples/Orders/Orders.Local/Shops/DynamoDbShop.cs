using Fw24.Local;
using Fw24.Local.Endpoints;

namespace Orders.Local.Shops;

/// <summary>
/// The shop with its tables in DynamoDB: real writes and streams, with everything downstream of the streams in this process.
/// </summary>
internal class DynamoDbShop : LocalShop
{
    private readonly TableEndpoint _tables;

    protected DynamoDbShop(TableEndpoint tables, Action<LocalCloudOptions>? configure = null)
        : base(options =>
        {
            options.StartTime = TimeProvider.System.GetUtcNow();
            options.UseTables(tables);
            configure?.Invoke(options);
        })
        => _tables = tables;

    private int Changes => _tables.Streams.Values.Sum(static stream => stream.Records);

    /// <summary>Creates the tables and opens their streams.</summary>
    public static async Task<DynamoDbShop> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var tables = await EndpointTables.CreateAsync(LocalTopology.Of(OrdersApp.Model), url, cancellationToken);
        try
        {
            return new DynamoDbShop(tables);
        }
        catch
        {
            tables.Dispose();
            throw;
        }
    }

    public override int ChangesOf(string table) => _tables.Streams[table].Records;

    // The clock downstream of the streams need not keep up with that of the tables.
    public override Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task SettleAsync(CancellationToken cancellationToken)
    {
        // A stream reports a write after a short delay: it counts as read to its end once a second look finds nothing more.
        int before;
        do
        {
            before = Changes;
            await Cloud.RunUntilIdleAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            await Cloud.RunUntilIdleAsync(cancellationToken);
        }
        while (Changes != before);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _tables.Dispose();
    }
}
