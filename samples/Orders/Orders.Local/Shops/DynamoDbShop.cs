using Fw24.Local;
using Fw24.Local.Streams;

namespace Orders.Local.Shops;

/// <summary>The shop with its tables in DynamoDB: real writes and streams, with everything downstream of the streams in this process.</summary>
internal sealed class DynamoDbShop : LocalShop
{
    private readonly DynamoDbEndpoint _endpoint;
    private readonly IReadOnlyDictionary<string, DynamoDbStreamSource> _streams;

    private DynamoDbShop(DynamoDbEndpoint endpoint, IReadOnlyDictionary<string, DynamoDbStreamSource> streams)
        : base(options =>
        {
            options.StartTime = TimeProvider.System.GetUtcNow();
            options.UseTables(endpoint.NewStore(), table => streams[table.Name]);
        })
        => (_endpoint, _streams) = (endpoint, streams);

    public override int ChangesOf(string table) => _streams[table].Records;

    private int Changes => _streams.Values.Sum(static stream => stream.Records);

    /// <summary>Creates the tables and opens their streams.</summary>
    public static async Task<DynamoDbShop> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var endpoint = new DynamoDbEndpoint(url);
        try
        {
            var streams = new Dictionary<string, DynamoDbStreamSource>(StringComparer.Ordinal);
            foreach (var table in LocalTopology.Of(OrdersApp.Model).Tables)
            {
                if (await endpoint.CreateTableAsync(table, cancellationToken) is { } streamArn)
                {
                    streams.Add(table.Name, new DynamoDbStreamSource(endpoint.Streams, streamArn));
                }
            }

            return new DynamoDbShop(endpoint, streams);
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
    }

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
        _endpoint.Dispose();
    }
}
