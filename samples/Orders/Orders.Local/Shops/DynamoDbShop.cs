using Fw24.Local;
using Fw24.Tables;

namespace Orders.Local.Shops;

/// <summary>The shop with its tables in DynamoDB: real writes, real streams, and everything behind the streams in this process.</summary>
internal sealed class DynamoDbShop : Shop
{
    private readonly DynamoDbEndpoint _endpoint;
    private readonly IReadOnlyDictionary<string, DynamoDbStreamSource> _streams;

    private DynamoDbShop(DynamoDbEndpoint endpoint, IReadOnlyDictionary<string, DynamoDbStreamSource> streams)
        : base(options =>
        {
            options.StartTime = TimeProvider.System.GetUtcNow();
            options.UseTables(new DynamoDbItemStore(() => endpoint.Tables), table => streams[table.Name]);
        })
        => (_endpoint, _streams) = (endpoint, streams);

    public override int ChangesOf(string table) => _streams[table].Records;

    private int Changes => _streams.Values.Sum(static stream => stream.Records);

    /// <summary>Creates the tables and opens their streams.</summary>
    /// <param name="url">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
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

    // The clock of what comes behind the streams need not keep up with the tables'.
    public override Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task SettleAsync(CancellationToken cancellationToken)
    {
        // A stream tells of a write a moment after it was made: it is read to its end when a second look finds no more.
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
