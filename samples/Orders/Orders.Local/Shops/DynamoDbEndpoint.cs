using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local.Resources;
using Fw24.Tables;

namespace Orders.Local.Shops;

/// <summary>A DynamoDB endpoint and the clients for it.</summary>
internal sealed class DynamoDbEndpoint : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    public DynamoDbEndpoint(Uri url)
    {
        Url = url;
        Tables = new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig()));
        Streams = new DynamoDbStreamsClient(config => Configure(config));
    }

    public Uri Url { get; }

    public AmazonDynamoDBClient Tables { get; }

    public DynamoDbStreamsClient Streams { get; }

    /// <summary>Creates a store for the endpoint's tables, which the caller disposes.</summary>
    public DynamoDbItemStore NewStore() => new(config => Configure(config));

    /// <summary>Creates a table. On this machine it replaces an existing one.</summary>
    /// <returns>The ARN of its stream, if it has one.</returns>
    /// <exception cref="DynamoDbTableException">The table already exists, and not on this machine.</exception>
    public async Task<string?> CreateTableAsync(TableResource table, CancellationToken cancellationToken)
    {
        try
        {
            await Tables.CreateTableAsync(table.ToCreateTableRequest(), cancellationToken);
        }
        catch (ResourceInUseException)
        {
            // A table on another machine may hold someone's data.
            if (!Url.IsLoopback)
            {
                throw new DynamoDbTableException(
                    $"There is a table '{table.Name}' at {Url} already. The sample deletes tables only on this machine: delete it yourself.");
            }

            await DeleteTableAsync(table.Name, cancellationToken);
            await Tables.CreateTableAsync(table.ToCreateTableRequest(), cancellationToken);
        }

        while (true)
        {
            var description = (await Tables.DescribeTableAsync(table.Name, cancellationToken)).Table;
            if (description.TableStatus == TableStatus.ACTIVE)
            {
                return description.LatestStreamArn;
            }

            await Task.Delay(s_poll, cancellationToken);
        }
    }

    public void Dispose()
    {
        Tables.Dispose();
        Streams.Dispose();
    }

    private async Task DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            await Tables.DeleteTableAsync(table, cancellationToken);
            while (true)
            {
                await Tables.DescribeTableAsync(table, cancellationToken);
                await Task.Delay(s_poll, cancellationToken);
            }
        }
        catch (ResourceNotFoundException)
        {
        }
    }

    private T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Url.ToString();
        if (Url.IsLoopback)
        {
            // DynamoDB Local requires credentials and accepts any.
            config.DefaultAWSCredentials = new BasicAWSCredentials("local", "local");
        }

        return config;
    }
}
