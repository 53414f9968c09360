using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Sources;
using Fw24.Console.Topology;
using Fw24.Local;
using Fw24.Operations.Status;

namespace Fw24.Console.Deployed;

/// <summary>What the parts of a deployed app showed when they were last looked at: every 30 seconds.</summary>
internal sealed class DeployedStatus : IConsoleNews, ITopologyStatus, IAsyncDisposable
{
    // Each look makes calls for each part of the app, and asks for metrics, which cost money and are a minute old at best.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);
    private static readonly NodeStatus s_unknown = new(null, "not known", 0);
    private static readonly NodeStatus s_nothing = new(null, "", 0);

    private readonly DeployedApp _app;
    private readonly TopologyGraph _graph;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _run;
    private volatile Look? _look;
    private long _version;
    private bool _isDisposed;

    public DeployedStatus(DeployedApp app, TopologyGraph graph)
    {
        (_app, _graph) = (app, graph);
        _run = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public event Action? Ticked;

    /// <inheritdoc/>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The latest state; <see langword="null"/> until there is one.</summary>
    public AppState? State => _look?.State;

    /// <summary>The time of the latest state.</summary>
    public DateTimeOffset? At => _look?.At;

    /// <summary>The error of the latest look; <see langword="null"/> if it had none.</summary>
    public string? Fault { get; private set; }

    /// <summary>The number of messages that functions gave up on.</summary>
    public int Kept => State?.Queues.Where(static queue => queue.Keeps).Sum(static queue => CountOf(queue) ?? 0) ?? 0;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, NodeStatus> Take()
    {
        var state = State;
        return _graph.Nodes.ToDictionary(static node => node.Id, node => state is null ? s_unknown : StatusOf(state, node));
    }

    /// <inheritdoc/>
    public double RateOf(GraphEdge edge) => 0;

    // The container knows it by three types, and disposes of it for each.
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _end.Dispose();
    }

    private NodeStatus StatusOf(AppState state, GraphNode node) => node.Kind switch
    {
        NodeKind.Table => Find(state.Tables, node) is { } table
            ? new NodeStatus(table.Items, "items", 0, HasProblem: !table.IsWell)
            : s_unknown,
        NodeKind.Topic => Find(state.Topics, node) is { } topic
            ? new NodeStatus(topic.Subscriptions, "subscriptions", 0, HasProblem: !topic.IsWell)
            : s_unknown,
        NodeKind.Stream or NodeKind.Handler or NodeKind.Audit => state.Functions.FirstOrDefault(function
            => LocalTopology.FunctionName(function.Function, state.Stage) == node.Name) is { } function
            ? new NodeStatus(
                function.Errors, "errors/h", 0, AgeOf(function), HasProblem: !function.IsWell, Resource: function.Name)
            : s_unknown,
        NodeKind.Queue or NodeKind.Failures => Find(state.Queues, node) is { } queue ? QueueStatus(state, node, queue) : s_unknown,
        _ => s_nothing,
    };

    private NodeStatus QueueStatus(AppState state, GraphNode node, QueueState queue)
    {
        var isKept = node.Kind is NodeKind.Failures;
        var deadLetters = _graph.DeadLettersOf(node.Name) is { } name ? state.Queues.FirstOrDefault(one => one.Name == name) : null;
        var kept = isKept ? queue : deadLetters;
        return new NodeStatus(
            CountOf(queue),
            isKept ? "kept" : "waiting",
            0,
            DeadLetters: kept is null ? 0 : CountOf(kept) ?? 0,
            HasProblem: queue.Drift is not [] || queue.NotKnown is not []);
    }

    private static TState? Find<TState>(IReadOnlyList<TState> states, GraphNode node)
        where TState : ResourceState
        => states.FirstOrDefault(state => state.Name == node.Name);

    private static int? CountOf(QueueState queue) => queue.Visible + queue.InFlight + queue.Delayed;

    // Less than a second is no lag: metrics are of minutes.
    private static TimeSpan? AgeOf(FunctionState function) => function.LagSeconds is >= 1 and { } lag ? TimeSpan.FromSeconds(lag) : null;

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(s_interval, _app.Time);
        try
        {
            do
            {
                await LookAsync().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The console is closed.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The pages show what made a look impossible, whatever it is.")]
    private async Task LookAsync()
    {
        try
        {
            _look = new Look(await _app.InspectAsync(_end.Token).ConfigureAwait(false), _app.Time.GetUtcNow());
            Fault = null;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Fault = exception.Message;
        }

        Interlocked.Increment(ref _version);
        Ticked?.Invoke();
    }

    private sealed record Look(AppState State, DateTimeOffset At);
}
