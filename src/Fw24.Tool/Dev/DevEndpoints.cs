using Amazon.Runtime;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Fw24.Local.Streams;
using Fw24.Model;

namespace Fw24.Tool.Dev;

/// <summary>The endpoints of a session, with the app's resources.</summary>
internal sealed class DevEndpoints : IDisposable
{
    private readonly LocalTopology _topology;
    private readonly TableEndpoint? _tables;

    private DevEndpoints(LocalTopology topology, TableEndpoint? tables, MessagingEndpoint? messaging)
        => (_topology, _tables, Messaging) = (topology, tables, messaging);

    /// <summary>The endpoint of topics and queues; <see langword="null"/> if they are embedded.</summary>
    public MessagingEndpoint? Messaging { get; }

    /// <summary>The streams of the tables at an endpoint.</summary>
    public IEnumerable<DynamoDbStreamSource> Streams => _tables?.Streams.Values ?? [];

    /// <summary>Creates the resources that are missing.</summary>
    /// <param name="app">The app.</param>
    /// <param name="region">The region that the endpoints are called in.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="state">What the last session left.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ToolException">A table exists that has no stream, or another key.</exception>
    public static async Task<DevEndpoints> OpenAsync(
        AppModel app, string region, DevOptions options, DevState state, CancellationToken cancellationToken)
    {
        var topology = options.Messaging is null
            ? LocalTopology.Of(app) with { Region = region }
            : LocalTopology.Shared(app, region);
        var endpoints = new DevEndpoints(
            topology,
            options.DynamoDb is { } tables
                ? new TableEndpoint(tables, topology) { PositionsOf = arn => state.Streams.GetValueOrDefault(arn) }
                : null,
            options.Messaging is { } messaging ? new MessagingEndpoint(messaging, topology) : null);
        try
        {
            await endpoints.CreateAsync(cancellationToken).ConfigureAwait(false);
            return endpoints;
        }
        catch
        {
            endpoints.Dispose();
            throw;
        }
    }

    /// <summary>Has a cloud use them.</summary>
    public void AddTo(LocalCloudOptions cloud)
    {
        cloud.Topology = _topology;
        if (_tables is not null)
        {
            cloud.UseTables(_tables);
        }

        if (Messaging is not null)
        {
            cloud.UseMessaging(Messaging);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables?.Dispose();
        Messaging?.Dispose();
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (Messaging is not null)
        {
            await CreateAsync("--messaging", Messaging.Url, "SNS, SQS and S3", Messaging.CreateAsync, cancellationToken)
                .ConfigureAwait(false);
        }

        if (_tables is null)
        {
            return;
        }

        try
        {
            await CreateAsync("--dynamodb", _tables.Url, "DynamoDB", _tables.CreateAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new ToolException($"{exception.Message} With DynamoDB Local of fw24 dev, pass --state with another folder.", exception);
        }
    }

    private static async Task CreateAsync(
        string option, Uri url, string services, Func<CancellationToken, Task> createAsync, CancellationToken cancellationToken)
    {
        try
        {
            await createAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or AmazonClientException)
        {
            throw new ToolException(
                $"{url} does not answer as {services} would: {exception.Message.TrimEnd('.')}. Start the emulator, or pass another "
                + $"{option}.",
                exception);
        }
    }
}
