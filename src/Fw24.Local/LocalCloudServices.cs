using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;
using Fw24.Audit.Records;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Endpoints;
using Fw24.Local.Logs;
using Fw24.Local.Messaging;
using Fw24.Local.Observation;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using Fw24.Local.Seals;
using Fw24.Local.Streams;
using Fw24.Local.Tables;
using Fw24.Local.Topics;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Local;

/// <summary>Creates the parts of a cloud from its topology and connects them.</summary>
internal sealed class LocalCloudServices : IAsyncDisposable
{
    private readonly AppModel _app;
    private readonly LocalCloudOptions _options;
    private readonly Dictionary<string, LocalTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalLogGroup> _logGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionRunner> _functions = new(StringComparer.Ordinal);
    private readonly List<StreamMapping> _streamMappings = [];
    private readonly LocalTableContext _tableContext;
    private readonly EmbeddedMessaging? _embedded;
    private readonly LocalTrace? _trace;
    private readonly CancellationTokenSource _end = new();
    private Exception? _error;

    public LocalCloudServices(AppModel app, LocalCloudOptions options)
    {
        (_app, _options) = (app, options);
        Topology = options.Topology ?? LocalTopology.Of(app);
        Topology.Validate();
        var time = options.Time ?? (options.Messaging is null ? null : TimeProvider.System);
        Loop = new EventLoop(time, options.StartTime, options.Patience);
        Faults = new FaultInjector(options.Faults, Loop);
        FailedRecords = new FailedRecordStore(Loop);
        _trace = options.Trace is null ? null : new LocalTrace(options.Trace, Loop);
        _tableContext = new LocalTableContext
        {
            Loop = Loop,
            Counters = Counters,
            Observation = Observation,
            Region = Topology.Region,
            ExpiryDelay = options.ExpiryDelay,
        };
        var messaging = new LocalMessaging
        {
            Loop = Loop,
            Counters = Counters,
            Faults = Faults,
            Observation = Observation,
            Random = Random("messages"),
            Region = Topology.Region,
            KeepHistory = options.KeepHistory,
        };
        Poison = new PoisonInjector(app, Topology, Faults, Loop);
        _tableContext.Written = Poison.OnWritten;
        Failures = new FailureLog(options.KeepHistory);
        SealLogs = Topology.Functions
            .Select(static function => function.Environment.GetValueOrDefault(Fw24Variables.SealBucket))
            .OfType<string>()
            .Distinct()
            .ToDictionary(static name => name, _ => new LocalSealStore(Loop));
        Messaging = options.Messaging is { } endpoint
            ? new EndpointMessaging(endpoint, Topology, messaging, Break)
            : _embedded = new EmbeddedMessaging(Topology, messaging);
        AddStores();
        Store = options.Store ?? new LocalItemStore(_tables, Topology.Region);
        AddFunctions();
        AddMappings();
    }

    public LocalTopology Topology { get; }

    public EventLoop Loop { get; }

    public FaultInjector Faults { get; }

    public PoisonInjector Poison { get; }

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed => _options.Seed;

    public CloudObservation Observation { get; } = new();

    public Counters Counters { get; } = new();

    public FailureLog Failures { get; }

    public ConsoleOutput Console { get; } = new();

    public FailedRecordStore FailedRecords { get; }

    /// <summary>The buckets of the logs that seal audits, by name.</summary>
    public IReadOnlyDictionary<string, LocalSealStore> SealLogs { get; }

    public LocalLogSigner SealSigner { get; } = new();

    public IItemStore Store { get; }

    public IReadOnlyDictionary<string, LocalTable> Tables => _tables;

    public ICloudMessaging Messaging { get; }

    public IReadOnlyDictionary<string, LocalTopic> Topics
        => _embedded?.Topics ?? ReadOnlyDictionary<string, LocalTopic>.Empty;

    public IReadOnlyDictionary<string, LocalQueue> Queues
        => _embedded?.LocalQueues ?? ReadOnlyDictionary<string, LocalQueue>.Empty;

    public IReadOnlyDictionary<string, LocalLogGroup> LogGroups => _logGroups;

    public LocalQueue? ParkingQueue => Topology.ParkingQueue is { } name ? Queues.GetValueOrDefault(name) : null;

    /// <summary>Creates the handlers' functions, as their first invocations would.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be created; the message names it and the missing service.</exception>
    public void PrepareHandlers()
    {
        foreach (var function in _functions.Values)
        {
            if (_app.Handlers.Any(handler => handler.Name == function.Function) && !_options.Replaced.ContainsKey(function.Name))
            {
                function.Prepare();
            }
        }
    }

    /// <summary>Has polled sources read to their end again.</summary>
    public void Rearm()
    {
        foreach (var mapping in _streamMappings)
        {
            mapping.Rearm();
        }

        Messaging.Rearm();
    }

    /// <summary>Invokes a function directly.</summary>
    public void Invoke(string function, ReadOnlyMemory<byte> payload, bool handlesAgain, Action<InvocationResult> then)
    {
        lock (Loop.Gate)
        {
            if (!_functions.TryGetValue(function, out var runner))
            {
                throw new ArgumentException($"The topology has no function '{function}'.", nameof(function));
            }

            // Posted as an event, because work that an event launches is what the loop runs next.
            Loop.Post(() => runner.Invoke(payload, scope: null, then, handlesAgain));
        }
    }

    /// <summary>Throws the exception of a failed stream source.</summary>
    public void ThrowIfBroken()
    {
        if (_error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    public IReadOnlyList<LocalFailure> FailuresSoFar()
    {
        lock (Loop.Gate)
        {
            return Failures.Failures;
        }
    }

    public LocalReport Report()
    {
        lock (Loop.Gate)
        {
            return new LocalReport
            {
                Writes = Counters.Writes,
                Changes = Counters.Changes,
                Expired = Counters.Expired,
                FilteredRecords = Counters.FilteredRecords,
                RetriedRecords = Counters.RetriedRecords,
                AbandonedRecords = Counters.AbandonedRecords,
                Published = Counters.Published,
                Deduplicated = Counters.Deduplicated,
                FilteredOut = Counters.FilteredOut,
                Discarded = Counters.Discarded,
                Delivered = Counters.Delivered,
                Redelivered = Counters.Redelivered,
                Handled = Counters.Handled,
                Audited = Counters.LogEvents + Counters.AuditItems + Counters.ConsoleLines,
                Parked = Counters.Parked,
                DeadLettered = Counters.DeadLettered,
                ExpiredMessages = Counters.ExpiredMessages,
                Faults = Faults.Log.Injected.Count,
                Functions = Counters.Functions,
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Messaging.DisposeAsync().ConfigureAwait(false);
        Exception? first = null;
        foreach (var function in _functions.Values)
        {
            first ??= await function.StopAsync().ConfigureAwait(false);
        }

        SealSigner.Dispose();
        _end.Dispose();
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    // The first error of a source ends the run.
    private void Break(Exception error) => _error ??= error;

    private SeededRandom Random(string purpose) => SeededRandom.For(_options.Seed, purpose);

    private void AddStores()
    {
        if (_options.Store is null)
        {
            foreach (var table in Topology.Tables)
            {
                _tables.Add(table.Name, new LocalTable(table, _tableContext, table.StreamViewType is null ? null : Stream(table)));
            }
        }

        foreach (var group in Topology.LogGroups)
        {
            _logGroups.Add(group.Name, new LocalLogGroup(group, Loop, Counters));
        }
    }

    private LocalStream Stream(TableResource table)
    {
        var label = _options.StartTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        return new LocalStream(Loop, Random($"stream {table.Name}"), $"{Topology.TableArn(table.Name)}/stream/{label}", _options.Shards, _options.KeepHistory);
    }

    private void AddFunctions()
    {
        var context = new FunctionRunnerContext
        {
            App = _app,
            Loop = Loop,
            Counters = Counters,
            Faults = Faults,
            Observation = Observation,
            Random = Random("functions"),
            Failures = Failures,
            Services = _options.Services,
            Parts = _options.Parts,
            Around = _options.Around,
            Replaced = _options.Replaced,
            Trace = _trace,
            End = _end.Token,
            Cloud = new CloudServices
            {
                Messaging = Messaging,
                Store = Store,
                LogGroups = new LogGroupStore(_logGroups),
                SealLogs = SealLogs,
                SealSigner = SealSigner,
                Salts = Salts(Random("salts")),
                Parked = new ParkedRecords(),
                Console = Console,
            },
        };
        foreach (var function in Topology.Functions)
        {
            _functions.Add(function.Name, new FunctionRunner(function with { Environment = EnvironmentOf(function) }, context));
        }
    }

    private Dictionary<string, string> EnvironmentOf(FunctionResource function) => function.Environment.ToDictionary(
        static variable => variable.Key,
        variable => variable.Key is Fw24Variables.TableArn
            ? TableArnOf(variable.Value)
            : Messaging.VariableOf(variable.Key, variable.Value),
        StringComparer.Ordinal);

    // The stream of a table outside of the app has an ARN of its own.
    private string TableArnOf(string arn)
        => _options.StreamSource is { } streamOf
            && Topology.Tables.SingleOrDefault(table => Topology.TableArn(table.Name) == arn) is { StreamViewType: not null } table
            && streamOf(table).StreamArn is var streamArn
            && streamArn.IndexOf("/stream/", StringComparison.Ordinal) is > 0 and var end
                ? streamArn[..end]
                : arn;

    private SaltSource.Filler Salts(SeededRandom random) => bytes =>
    {
        lock (Loop.Gate)
        {
            foreach (ref var value in bytes)
            {
                value = (byte)random.Next(256);
            }
        }
    };

    private void AddMappings()
    {
        foreach (var schedule in Topology.Schedules)
        {
            var function = _functions[schedule.Function];
            if (SealLogs.TryGetValue(function.Resource.Environment.GetValueOrDefault(Fw24Variables.SealBucket) ?? "", out var bucket))
            {
                _ = new SealSchedule(schedule, function, bucket, Loop, Faults);
            }
        }

        foreach (var mapping in Topology.StreamMappings)
        {
            var table = Topology.Tables.Single(table => table.Name == mapping.Table);
            var source = _options.StreamSource?.Invoke(table) ?? _tables[table.Name].Stream!;
            _streamMappings.Add(new StreamMapping(mapping, source, new StreamMappingContext
            {
                Loop = Loop,
                Counters = Counters,
                Faults = Faults,
                Observation = Observation,
                Function = _functions[mapping.Function],
                FunctionArn = Topology.FunctionArn(mapping.Function),
                OnFailure = mapping.OnFailureQueue is { } name ? Messaging.Queues[name] : null,
                FailedRecords = FailedRecords,
                OnError = Break,
            }));
        }

        foreach (var mapping in Topology.QueueMappings)
        {
            Messaging.Connect(mapping, _functions[mapping.Function]);
        }
    }
}
