using Fw24.Local.Endpoints;
using Fw24.Local.Faults;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>Options of a <see cref="LocalCloud"/>.</summary>
public sealed class LocalCloudOptions
{
    /// <summary>The seed of every random choice. Default: 1. The same seed and the same calls give the same run.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Adds services to every function's app: the services that handlers need, or replacements of the cloud's parts.</summary>
    /// <remarks>
    /// Called once for each instance of a function, the first time while the cloud is created. The cloud's clock is already registered as the
    /// <see cref="TimeProvider"/>.
    /// </remarks>
    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>The faults to inject. Default: none.</summary>
    public LocalFaults Faults { get; set; } = LocalFaults.None;

    /// <summary>The virtual clock's start time. Default: 2026-01-01T00:00:00Z.</summary>
    public DateTimeOffset StartTime { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A real clock. Default: none; the virtual clock advances as fast as the work completes. With <see cref="UseMessaging"/>, the
    /// system's.
    /// </summary>
    public TimeProvider? Time { get; set; }

    /// <summary>The topology to run. Default: the app's own.</summary>
    public LocalTopology? Topology { get; set; }

    /// <summary>The number of shards that a table's stream starts with. Default: 2.</summary>
    public int Shards { get; set; } = 2;

    /// <summary>The delay between an item's time to live and its deletion. Default: none; DynamoDB takes up to a few days.</summary>
    public TimeSpan ExpiryDelay { get; set; }

    /// <summary>
    /// The real time that the virtual clock waits for user code that awaits something real, such as a socket. Default: 5 seconds. Code that awaits delays of
    /// its <see cref="TimeProvider"/> needs no such wait: the virtual clock serves it.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Indicates whether streams and topics remember the records and messages that passed through them. Default: yes; turn it off for long runs.
    /// </summary>
    public bool KeepHistory { get; set; } = true;

    /// <summary>Receives a line for each event. Default: none.</summary>
    public TextWriter? Trace { get; set; }

    /// <summary>Changes a function's services after the cloud added its parts: a simulation inserts faulty parts between the two.</summary>
    internal Action<string, IServiceCollection>? Parts { get; set; }

    /// <summary>Wraps each of the app's functions: a simulation observes their input and output.</summary>
    internal Func<string, Fw24App, FunctionHandler, FunctionHandler>? Around { get; set; }

    internal Dictionary<string, FunctionHandler> Replaced { get; } = new(StringComparer.Ordinal);

    internal IItemStore? Store { get; private set; }

    internal Func<TableResource, IStreamSource>? StreamSource { get; private set; }

    internal MessagingEndpoint? Messaging { get; private set; }

    /// <summary>Replaces one of the app's functions.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="handler">The handler to invoke instead.</param>
    public void Replace(string function, FunctionHandler handler) => Replaced[function] = handler;

    /// <summary>Keeps the tables elsewhere, such as in DynamoDB itself; everything downstream of their streams runs here.</summary>
    /// <param name="store">The store through which items are read and written.</param>
    /// <param name="streamOf">Returns the stream of a table that has one, such as a <see cref="Streams.DynamoDbStreamSource"/>.</param>
    public void UseTables(IItemStore store, Func<TableResource, IStreamSource> streamOf) => (Store, StreamSource) = (store, streamOf);

    /// <summary>Uses tables and streams at an endpoint; everything downstream of the streams runs here.</summary>
    /// <param name="endpoint">The endpoint. The caller disposes of it after the cloud.</param>
    public void UseTables(TableEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        UseTables(endpoint.Store, table => endpoint.Streams[table.Name]);
        Topology ??= endpoint.Topology;
    }

    /// <summary>
    /// Uses topics, queues and the bucket for large messages at an endpoint. Functions and mappings run here, on a real clock.
    /// </summary>
    /// <remarks>
    /// It takes the topology of the endpoint, unless <see cref="Topology"/> is another. Only one cloud should run on it: they would share
    /// the messages.
    /// </remarks>
    /// <param name="endpoint">The endpoint. The caller disposes of it after the cloud.</param>
    public void UseMessaging(MessagingEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Messaging = endpoint;
        Topology ??= endpoint.Topology;
    }
}
