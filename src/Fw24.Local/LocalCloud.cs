using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Configuration;
using Fw24.Hosting;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Logs;
using Fw24.Local.Queues;
using Fw24.Local.Seals;
using Fw24.Local.Tables;
using Fw24.Local.Topics;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>Runs an app's whole cloud in one process: its functions run as deployed, between tables, topics and queues that behave as AWS's do.</summary>
/// <remarks>
/// <code>
/// await using var cloud = LocalCloud.Create(OrdersApp.Model);
/// await cloud.Table&lt;Order&gt;().As("u-7").PutAsync(order);
/// await cloud.RunUntilIdleAsync();
/// </code>
/// Nothing runs in the background: a write takes effect at once, and everything downstream of it when the cloud is run. On the virtual clock delays take no
/// real time, and a run is reproducible from its seed.
/// </remarks>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly AppModel _app;
    private readonly LocalCloudServices _parts;
    private readonly Dictionary<string, ServiceProvider> _tables = new(StringComparer.Ordinal);

    private LocalCloud(AppModel app, LocalCloudServices parts)
    {
        _app = app;
        _parts = parts;
        foreach (var names in parts.Topology.Names)
        {
            _tables.Add(names.Stage ?? "", TableServices(app, parts, names));
        }
    }

    /// <summary>The tables by name, including audit tables; empty when they are kept elsewhere.</summary>
    public IReadOnlyDictionary<string, LocalTable> Tables => _parts.Tables;

    /// <summary>The topics by name, including the suffix <c>.fifo</c>; empty when they are kept elsewhere.</summary>
    public IReadOnlyDictionary<string, LocalTopic> Topics => _parts.Topics;

    /// <summary>The queues by name, including dead-letter queues; empty when they are kept elsewhere.</summary>
    public IReadOnlyDictionary<string, LocalQueue> Queues => _parts.Queues;

    /// <summary>The log groups by name.</summary>
    public IReadOnlyDictionary<string, LocalLogGroup> LogGroups => _parts.LogGroups;

    /// <summary>The queue for records and messages that functions cannot process.</summary>
    /// <exception cref="InvalidOperationException">
    /// The topology has none, or has several stages with one each (see <see cref="Queues"/>); or the queues are kept elsewhere.
    /// </exception>
    public LocalQueue ParkingQueue => _parts.ParkingQueue
        ?? throw new InvalidOperationException(
            "The cloud has no parking queue of its own. That of a stage is among the queues, and that of an endpoint there.");

    /// <summary>The content that is too large for a message, by its reference.</summary>
    public IClaimCheck Claims => _parts.Messaging.Claims;

    /// <summary>
    /// The records that stream mappings gave up on, by their references, for <see cref="Replay.Replayer.FailedRecords"/>.
    /// </summary>
    public IClaimCheck FailedRecords => _parts.FailedRecords;

    /// <summary>The lines that functions wrote to their standard output.</summary>
    public IReadOnlyList<string> Console => _parts.Console.Lines;

    /// <summary>The faults injected so far.</summary>
    public FaultLog Faults => _parts.Faults.Log;

    /// <summary>
    /// The failures of functions so far, with their reasons: each record or message that failed or was parked, and each invocation that failed as a whole, in
    /// the order in which the invocations ended. Failures that a retry resolved are included. If <see cref="LocalCloudOptions.KeepHistory"/> is off, only the
    /// latest 100 are kept.
    /// </summary>
    public IReadOnlyList<LocalFailure> Failures => _parts.FailuresSoFar();

    /// <summary>The resources of the cloud.</summary>
    public LocalTopology Topology => _parts.Topology;

    /// <summary>The cloud's clock.</summary>
    public TimeProvider Time => _parts.Loop.Time;

    /// <summary>The app.</summary>
    internal AppModel App => _app;

    /// <summary>The parts of the cloud.</summary>
    internal LocalCloudServices Parts => _parts;

    /// <summary>The store through which items are read and written.</summary>
    public IItemStore Store => _parts.Store;

    /// <summary>Creates the cloud of an app.</summary>
    /// <param name="app">The app's generated model, such as <c>OrdersApp.Model</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The cloud.</returns>
    /// <exception cref="InvalidOperationException">
    /// AWS would reject the topology, or a handler cannot be created because a service is missing; the message names the handler and the service.
    /// </exception>
    public static LocalCloud Create(AppModel app, Action<LocalCloudOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = new LocalCloudOptions();
        configure?.Invoke(options);
        var parts = new LocalCloudServices(app, options);
        try
        {
            parts.PrepareHandlers();
            return new LocalCloud(app, parts);
        }
        catch
        {
            parts.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Gets the table of an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="stage">The stage, if the cloud runs several. Default: its only one, or the one without a name.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidOperationException">
    /// The app has no such entity, or the cloud has no such stage; the message lists those it has.
    /// </exception>
    public ITable<T> Table<T>(string? stage = null)
        where T : class
        => TablesOf(stage).GetService<ITable<T>>()
            ?? throw new InvalidOperationException($"The app '{_app.Name}' has no entity {typeof(T).Name}.");

    /// <summary>Gets the reader of the app's audit. It also reads what an audit to the console wrote.</summary>
    /// <param name="stage">The stage, if the cloud runs several. Default: its only one, or the one without a name.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="InvalidOperationException">The cloud has no such stage; the message lists those it has.</exception>
    public IAuditReader AuditReader(string? stage = null) => TablesOf(stage).GetRequiredService<IAuditReader>();

    /// <summary>Gets the log that seals the app's audit.</summary>
    /// <param name="stage">The stage, if the cloud runs several. Default: its only one, or the one without a name.</param>
    /// <returns>The log.</returns>
    /// <exception cref="InvalidOperationException">No audit is sealed, or the cloud has no such stage.</exception>
    public LocalSeals Seals(string? stage = null)
    {
        var bucket = LocalTopology.SealBucket(stage ?? Topology.Stage);
        return _parts.SealLogs.TryGetValue(bucket, out var log)
            ? new LocalSeals(log, bucket, _parts.SealSigner)
            : throw new InvalidOperationException("The cloud has no such log: state Sealed = true in an [Audit], and the stage if there are several.");
    }

    /// <summary>Runs until nothing is left to do: every record, message and retry has completed.</summary>
    /// <remarks>
    /// A handler that writes an item of its own table at each change (FW24317) always leaves something to do: only the token ends such a
    /// run.
    /// </remarks>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        _parts.Rearm();
        while (!_parts.Loop.IsIdle)
        {
            await _parts.Loop.StepAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            _parts.ThrowIfBroken();
        }
    }

    /// <summary>Advances the cloud's time and runs everything due in it, including item expiry and message retention.</summary>
    /// <param name="time">The time to advance by.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = _parts.Loop.Now + time;
        while (await _parts.Loop.StepAsync(end, cancellationToken).ConfigureAwait(false))
        {
            _parts.ThrowIfBroken();
        }

        _parts.Loop.MoveTo(end);
    }

    /// <summary>Runs the next event.</summary>
    /// <param name="cancellationToken">Stops waiting for the event.</param>
    /// <returns><see langword="true"/> if there was an event; otherwise, <see langword="false"/>.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken = default)
    {
        var happened = await _parts.Loop.StepAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
        _parts.ThrowIfBroken();
        return happened;
    }

    /// <summary>
    /// Invokes a function directly, as Lambda's <c>Invoke</c> does, and runs the cloud until the function has responded. Failures are not retried.
    /// </summary>
    /// <remarks>
    /// Use it to run a replay: <c>new Replayer(app, name => (payload, _, token) => new(cloud.InvokeAsync(name, payload, token)), cloud.Claims)</c>.
    /// </remarks>
    /// <param name="function">The function's name.</param>
    /// <param name="payload">The event in UTF-8.</param>
    /// <param name="cancellationToken">Stops waiting for the response.</param>
    /// <returns>The function's response in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The function threw, or its process died; the inner exception is the one it threw.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        InvocationResult? result = null;
        _parts.Invoke(function, payload, InvocationContext.Current?.HandlesAgain is true, ended => result = ended);
        while (result is null && await StepAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        // A replay also needs the outcomes, which the function's own context does not pass on to it.
        var onOutcome = InvocationContext.Current?.OnOutcome;
        foreach (var outcome in result?.Outcomes ?? [])
        {
            onOutcome?.Invoke(outcome);
        }

        return result is { Kind: InvocationEnd.Answered }
            ? result.Answer
            : throw new InvalidOperationException($"The function {function} did not respond: {result?.Kind.ToString() ?? "no event is left"}.", result?.Error);
    }

    /// <summary>Puts a record that cannot be processed into a table's stream, or such an item into the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">The kind of poison.</param>
    /// <param name="like">An item of the table to derive an unreadable one from: see <see cref="PoisonKind.UnreadableItem"/>.</param>
    /// <exception cref="InvalidOperationException">The poison would go unnoticed: the mapping's filter excludes it, or no handler reads such an
    /// item.</exception>
    public void Poison(string table, PoisonKind kind, ItemImage like = default)
    {
        if (!_parts.Poison.TryInject(Tables[table], kind, like))
        {
            throw new InvalidOperationException($"Nothing would detect poison of the kind {kind} in the stream of '{table}'.");
        }
    }

    /// <summary>Counts the events so far, stage by stage.</summary>
    /// <returns>The counts.</returns>
    public LocalReport Report() => _parts.Report();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var tables in _tables.Values)
        {
            await tables.DisposeAsync().ConfigureAwait(false);
        }

        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private ServiceProvider TablesOf(string? stage)
        => _tables.TryGetValue(stage ?? Topology.Stage ?? "", out var tables)
            ? tables
            : throw new InvalidOperationException($"The cloud has the stages {string.Join(", ", Stages)}: name one of them.");

    private IEnumerable<string> Stages => Topology.Names.Select(static names => names.Stage ?? "(none)");

    private static AuditSources AuditOf(AppModel app, LocalCloudServices parts, TableNames names)
    {
        var stores = new AuditStores(
            new FunctionEnvironment(static _ => null),
            parts.Store,
            new LocalLogSearch(new LogGroupStore(parts.LogGroups)),
            LocalItemStore.TokenKeys,
            parts.Loop.Time)
        {
            Console = () => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', parts.Console.Lines))),
        };
        return new AuditSources([.. stores.Of(app, names)], [app]);
    }

    private static ServiceProvider TableServices(AppModel app, LocalCloudServices parts, TableNames names)
    {
        var services = new ServiceCollection();
        services.AddSingleton(parts.Store);
        services.AddSingleton(LocalItemStore.TokenKeys);
        services.AddSingleton(parts.Loop.Time);
        services.AddSingleton<IAuditReader>(AuditOf(app, parts, names));
        foreach (var table in app.Tables)
        {
            foreach (var entity in table.Entities)
            {
                entity.Accept(new TableServices(services, table, _ => names));
            }
        }

        return services.BuildServiceProvider();
    }
}
