using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Tables;

namespace Fw24.Tool.Dev;

/// <summary>The tables of an app at a DynamoDB endpoint: they are created if they do not exist, and kept if they do.</summary>
internal sealed class DevTables : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private readonly AmazonDynamoDBClient _client;

    /// <summary>Creates the clients of an endpoint.</summary>
    /// <param name="url">The endpoint.</param>
    /// <param name="region">The region that requests are signed for.</param>
    public DevTables(Uri url, string region)
    {
        Url = url;
        _client = new AmazonDynamoDBClient(Configure(new AmazonDynamoDBConfig(), url, region));
        Streams = new DynamoDbStreamsClient(config => Configure(config, url, region));
        Store = new DynamoDbItemStore(config => Configure(config, url, region));
    }

    /// <summary>The endpoint.</summary>
    public Uri Url { get; }

    /// <summary>The store of the tables.</summary>
    public DynamoDbItemStore Store { get; }

    /// <summary>The client of their streams.</summary>
    public DynamoDbStreamsClient Streams { get; }

    /// <summary>Creates the tables that do not exist.</summary>
    /// <returns>The ARNs of their streams, by the names of the tables that have one.</returns>
    /// <exception cref="ToolException">A table exists that has no stream, or another key.</exception>
    public async Task<Dictionary<string, string>> CreateAsync(LocalTopology topology, CancellationToken cancellationToken)
    {
        Dictionary<string, string> streams = new(StringComparer.Ordinal);
        foreach (var table in topology.Tables)
        {
            var description = await FindAsync(table.Name, cancellationToken).ConfigureAwait(false)
                ?? await CreateAsync(table, cancellationToken).ConfigureAwait(false);
            DemandKey(table, description);
            if (table.StreamViewType is null)
            {
                continue;
            }

            streams[table.Name] = description.LatestStreamArn ?? throw new ToolException(
                $"The table {table.Name} at {Url} exists and has no stream: delete it, or switch its stream on.");
        }

        return streams;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        Streams.Dispose();
        Store.Dispose();
    }

    private async Task<TableDescription> CreateAsync(TableResource table, CancellationToken cancellationToken)
    {
        await _client.CreateTableAsync(table.ToCreateTableRequest(), cancellationToken).ConfigureAwait(false);
        TableDescription? description;
        while ((description = await FindAsync(table.Name, cancellationToken).ConfigureAwait(false))?.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
        }

        if (table.TimeToLive is { } attribute)
        {
            var specification = new TimeToLiveSpecification { AttributeName = attribute, Enabled = true };
            await _client.UpdateTimeToLiveAsync(
                new UpdateTimeToLiveRequest { TableName = table.Name, TimeToLiveSpecification = specification }, cancellationToken)
                    .ConfigureAwait(false);
        }

        return description!;
    }

    private async Task<TableDescription?> FindAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.DescribeTableAsync(table, cancellationToken).ConfigureAwait(false)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private void DemandKey(TableResource table, TableDescription description)
    {
        var expected = table.ToCreateTableRequest().KeySchema.Select(static key => key.AttributeName);
        if (!description.KeySchema.Select(static key => key.AttributeName).SequenceEqual(expected))
        {
            throw new ToolException(
                $"The table {table.Name} at {Url} has the key "
                + $"{string.Join(", ", description.KeySchema.Select(static key => key.AttributeName))}, "
                + $"and the app's has {string.Join(", ", expected)}: delete the table, or pass --state with another folder.");
        }
    }

    private static T Configure<T>(T config, Uri url, string region)
        where T : ClientConfig
    {
        config.ServiceURL = url.ToString();
        config.AuthenticationRegion = region;
        if (url.IsLoopback)
        {
            // An emulator requires credentials, and accepts any.
            config.DefaultAWSCredentials = new BasicAWSCredentials("local", "local");
        }

        return config;
    }
}
