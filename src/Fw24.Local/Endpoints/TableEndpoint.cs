using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Tables;

namespace Fw24.Local.Endpoints;

/// <summary>
/// The tables of a topology at an endpoint of DynamoDB and its streams, such as DynamoDB Local, for
/// <see cref="LocalCloudOptions.UseTables(TableEndpoint)"/>.
/// </summary>
/// <remarks>An endpoint on this machine is called with credentials of no value; another, with those that the AWS SDK finds.</remarks>
public sealed class TableEndpoint : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private readonly AmazonDynamoDBClient _client;
    private readonly DynamoDbStreamsClient _streams;
    private readonly Dictionary<string, DynamoDbStreamSource> _sources = new(StringComparer.Ordinal);

    /// <summary>Creates the clients. Nothing is called yet.</summary>
    /// <param name="url">The endpoint's URL.</param>
    /// <param name="topology">The resources, in whose region it is called.</param>
    public TableEndpoint(Uri url, LocalTopology topology)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(topology);
        (Url, Topology) = (url, topology);
        _client = new AmazonDynamoDBClient(new AmazonDynamoDBConfig().At(url, topology.Region));
        _streams = new DynamoDbStreamsClient(config => config.At(url, topology.Region));
        Store = new DynamoDbItemStore(config => config.At(url, topology.Region));
    }

    /// <summary>The endpoint's URL.</summary>
    public Uri Url { get; }

    /// <summary>The resources.</summary>
    public LocalTopology Topology { get; }

    /// <summary>The store of the tables.</summary>
    public DynamoDbItemStore Store { get; }

    /// <summary>The streams by the names of their tables, once they are created.</summary>
    public IReadOnlyDictionary<string, DynamoDbStreamSource> Streams => _sources;

    /// <summary>
    /// Returns how far an earlier run has read a stream, by its ARN: see <see cref="DynamoDbStreamSource.Positions"/>.
    /// </summary>
    internal Func<string, IReadOnlyDictionary<string, string>?> PositionsOf { get; init; } = static _ => null;

    /// <summary>
    /// Creates the tables that are missing, with their indexes, streams and time to live. Those that exist are kept as they are.
    /// </summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The names of the tables that were created.</returns>
    /// <exception cref="InvalidOperationException">A table exists that has no stream, or another key.</exception>
    /// <exception cref="AmazonServiceException">The endpoint returned an error.</exception>
    public async Task<IReadOnlyList<string>> CreateAsync(CancellationToken cancellationToken = default)
    {
        List<string> created = [];
        foreach (var table in Topology.Tables)
        {
            var description = await FindAsync(table.Name, cancellationToken).ConfigureAwait(false);
            if (description is null)
            {
                description = await CreateAsync(table, cancellationToken).ConfigureAwait(false);
                created.Add(table.Name);
            }

            DemandKey(table, description);
            if (table.StreamViewType is not null)
            {
                var arn = description.LatestStreamArn ?? throw new InvalidOperationException(
                    $"The table {table.Name} at {Url} exists and has no stream: delete it, or switch its stream on.");
                _sources[table.Name] = new DynamoDbStreamSource(_streams, arn, PositionsOf(arn));
            }
        }

        return created;
    }

    /// <summary>Deletes the tables with their items, as far as they exist.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task that completes when all are deleted.</returns>
    /// <exception cref="AmazonServiceException">The endpoint returned an error.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        foreach (var table in Topology.Tables)
        {
            if (await FindAsync(table.Name, cancellationToken).ConfigureAwait(false) is null)
            {
                continue;
            }

            await _client.DeleteTableAsync(table.Name, cancellationToken).ConfigureAwait(false);
            while (await FindAsync(table.Name, cancellationToken).ConfigureAwait(false) is not null)
            {
                await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
            }
        }

        _sources.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _streams.Dispose();
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
            throw new InvalidOperationException(
                $"The table {table.Name} at {Url} has the key "
                + $"{string.Join(", ", description.KeySchema.Select(static key => key.AttributeName))}, "
                + $"and the app's has {string.Join(", ", expected)}: delete the table, or use another endpoint.");
        }
    }
}
