using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Logs;
using Fw24.Local.Queues;
using Fw24.Local.Tables;
using Fw24.Local.Topics;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>An app's whole cloud in one process: its functions run as they are deployed, between tables, topics and queues that behave as AWS's.</summary>
/// <remarks>
/// <code>
/// await using var cloud = LocalCloud.Create(OrdersApp.Model);
/// await cloud.Table&lt;Order&gt;().As("u-7").PutAsync(order);
/// await cloud.RunUntilIdleAsync();
/// </code>
/// Nothing happens by itself: writes are taken at once, and everything behind them when the cloud is run. On the virtual clock a run takes as
/// long as its work does, whatever it waits for, and is the same for the same seed.
/// </remarks>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly AppModel _app;
    private readonly CloudParts _parts;
    private readonly ServiceProvider _tables;

    private LocalCloud(AppModel app, CloudParts parts)
    {
        _app = app;
        _parts = parts;
        _tables = TableServices(app, _parts);
    }

    /// <summary>The tables by name, audit tables among them; none when they are kept elsewhere.</summary>
    public IReadOnlyDictionary<string, LocalTable> Tables => _parts.Tables;

    /// <summary>The topics by name, with <c>.fifo</c>.</summary>
    public IReadOnlyDictionary<string, LocalTopic> Topics => _parts.Topics;

    /// <summary>The queues by name, dead-letter queues among them.</summary>
    public IReadOnlyDictionary<string, LocalQueue> Queues => _parts.Queues;

    /// <summary>The log groups by name.</summary>
    public IReadOnlyDictionary<string, LocalLogGroup> LogGroups => _parts.LogGroups;

    /// <summary>The queue for what functions cannot process.</summary>
    /// <exception cref="InvalidOperationException">The topology has none.</exception>
    public LocalQueue ParkingQueue => _parts.ParkingQueue ?? throw new InvalidOperationException("The topology has no parking queue.");

    /// <summary>What is too large for a message, by its reference.</summary>
    public IClaimCheck Claims => _parts.Claims;

    /// <summary>The lines that functions wrote to their standard output.</summary>
    public IReadOnlyList<string> Console => _parts.Console.Lines;

    /// <summary>The faults that struck so far.</summary>
    public FaultLog Faults => _parts.Faults.Log;

    /// <summary>
    /// What did not go well in functions so far, and why: each record or message that failed or was parked, and each invocation that failed as a whole, in the
    /// order in which invocations ended. What was tried again and went well then is among them. Where <see cref="LocalCloudOptions.KeepHistory"/> is off, the
    /// latest 100.
    /// </summary>
    public IReadOnlyList<LocalFailure> Failures => _parts.FailuresSoFar();

    /// <summary>What the cloud consists of.</summary>
    public LocalTopology Topology => _parts.Topology;

    /// <summary>The cloud's clock.</summary>
    public TimeProvider Time => _parts.Loop.Time;

    /// <summary>Where items are read and written.</summary>
    public IItemStore Store => _parts.Store;

    /// <summary>Makes the cloud of an app.</summary>
    /// <param name="app">The app's generated model, such as <c>OrdersApp.Model</c>.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The cloud.</returns>
    /// <exception cref="InvalidOperationException">
    /// AWS would refuse the topology, or a handler cannot be made: a service is missing (the message names the handler and the service).
    /// </exception>
    public static LocalCloud Create(AppModel app, Action<LocalCloudOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = new LocalCloudOptions();
        configure?.Invoke(options);
        var parts = new CloudParts(app, options);
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

    /// <summary>The items of an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <returns>Its table.</returns>
    /// <exception cref="InvalidOperationException">The app has no such entity.</exception>
    public ITable<T> Table<T>()
        where T : class
        => _tables.GetService<ITable<T>>()
            ?? throw new InvalidOperationException($"The app '{_app.Name}' has no entity {typeof(T).Name}.");

    /// <summary>Runs until nothing is left to do: every record, message and retry has come to its end.</summary>
    /// <param name="cancellationToken">Stops running.</param>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        _parts.Rearm();
        while (!_parts.Loop.IsIdle)
        {
            await _parts.Loop.StepAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            _parts.ThrowIfBroken();
        }
    }

    /// <summary>Runs for a while of the cloud's time, also what happens only then: items expire, messages get too old.</summary>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Stops running.</param>
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

    /// <summary>Lets the next thing happen.</summary>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <returns>Whether something happened.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken = default)
    {
        var happened = await _parts.Loop.StepAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
        _parts.ThrowIfBroken();
        return happened;
    }

    /// <summary>Invokes a function by hand, as Lambda's <c>Invoke</c> does, and lets things happen until it has answered. Nothing retries it.</summary>
    /// <remarks>A replay runs through it: <c>new Replayer(app, name => (payload, _, token) => new(cloud.InvokeAsync(name, payload, token)), cloud.Claims)</c>.</remarks>
    /// <param name="function">The function's name.</param>
    /// <param name="payload">The event in UTF-8.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>The function's answer in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The function threw, or its process died; what it threw is the inner exception.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        InvocationResult? result = null;
        _parts.Invoke(function, payload, ended => result = ended);
        while (result is null && await StepAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        // A replay, which the function's own context knows nothing of, asks for more than the answer.
        var onOutcome = InvocationContext.Current?.OnOutcome;
        foreach (var outcome in result?.Outcomes ?? [])
        {
            onOutcome?.Invoke(outcome);
        }

        return result is { Kind: InvocationEnd.Answered }
            ? result.Answer
            : throw new InvalidOperationException($"The function {function} did not answer: {result?.Kind.ToString() ?? "nothing happens any more"}.", result?.Error);
    }

    /// <summary>Puts a record into a table's stream, or an item into the table, that cannot be processed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">What kind.</param>
    /// <param name="like">An item of the table, to make an unreadable one of: see <see cref="PoisonKind.UnreadableItem"/>.</param>
    /// <exception cref="InvalidOperationException">It would go unnoticed: the mapping's filter keeps it out, or no handler reads such an item.</exception>
    public void Poison(string table, PoisonKind kind, ItemImage like = default)
    {
        if (!_parts.Poison.TryInject(Tables[table], kind, like))
        {
            throw new InvalidOperationException($"Nothing would notice poison of the kind {kind} in the stream of '{table}'.");
        }
    }

    /// <summary>Counts what happened so far, stage by stage.</summary>
    /// <returns>The counts.</returns>
    public LocalReport Report() => _parts.Report();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    private static ServiceProvider TableServices(AppModel app, CloudParts parts)
    {
        var services = new ServiceCollection();
        services.AddSingleton(parts.Store);
        services.AddSingleton(parts.Loop.Time);
        foreach (var table in app.Tables)
        {
            foreach (var entity in table.Entities)
            {
                entity.Accept(new TableServices(services, table));
            }
        }

        return services.BuildServiceProvider();
    }
}
