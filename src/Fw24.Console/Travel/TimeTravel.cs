using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Driving;
using Fw24.Console.Hosting;
using Fw24.Console.Runs;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Console.Travel;

/// <summary>Shows the moments of a scenario: those ahead by letting its script go on, earlier ones by running it again.</summary>
internal sealed class TimeTravel : IAsyncDisposable
{
    // A run that takes longer is shown while it is under way.
    private static readonly TimeSpan s_shownAfter = TimeSpan.FromSeconds(2);

    private readonly LocalScenario _scenario;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _state = new();
    private ConsoleServer? _server;
    private RunSummary? _known;

    private TimeTravel(LocalScenario scenario) => _scenario = scenario;

    /// <summary>The run that pages show.</summary>
    public ScriptRun Run { get; private set; } = null!;

    public ConsoleServer Server => _server!;

    /// <summary>Completes when the last moment that was asked for is shown, or cannot be.</summary>
    public Task Trip { get; private set; } = Task.CompletedTask;

    /// <summary>The number of events of the whole script; <see langword="null"/> until it has come to its end.</summary>
    public long? Total => _known is { IsWhole: true } known ? known.Reach : null;

    /// <summary>The moment that is being gone to; <see langword="null"/> if none is.</summary>
    public long? Destination { get; private set; }

    /// <summary>The first event that was not the same when it was run again; <see langword="null"/> if all were.</summary>
    public long? Difference { get; private set; }

    /// <summary>The message of the error for which there is no other run; <see langword="null"/> if there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens a console, and starts the script.</summary>
    public static async Task<TimeTravel> OpenAsync(
        LocalScenario scenario, LocalConsoleOptions options, CancellationToken cancellationToken)
    {
        var travel = new TimeTravel(scenario);
        var run = travel.Run = await ScriptRun.CreateAsync(scenario, travel).ConfigureAwait(false);
        try
        {
            travel._server = await ConsoleServer.StartAsync(options.Port, services => services.AddRun(run), cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            await travel.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        travel.Server.Services.GetRequiredService<CloudDriver>().IsRunning = options.Run;
        travel.Set(options.Event ?? long.MaxValue, travel.GoOnAsync);
        return travel;
    }

    /// <summary>The event in which a change happened, if an earlier run has come to it.</summary>
    /// <param name="change">The change's number.</param>
    public long? EventOf(long change) => _known?.EventOf(change);

    /// <summary>Goes to a moment. Does nothing while it goes to another one.</summary>
    public void GoTo(long moment)
    {
        var isAhead = !Run.IsOver && moment > Run.Moment;
        Set(Math.Max(moment, 0), isAhead ? GoOnAsync : RunAgainAsync);
    }

    /// <summary>Takes note of how far the script has come.</summary>
    /// <param name="summary">The run so far.</param>
    public void OnArrived(RunSummary summary)
    {
        if (_known is null)
        {
            _known = summary;
            return;
        }

        Difference = summary.DifferenceFrom(_known);
        if (summary.IsWhole || summary.Reach > _known.Reach)
        {
            _known = summary;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Run.EndAsync().ConfigureAwait(false);
        await Trip.ConfigureAwait(false);
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        await Run.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private void Set(long moment, Func<long, Task> go)
    {
        lock (_state)
        {
            if (Destination is null && !_end.IsCancellationRequested)
            {
                Destination = moment;
                Trip = TravelAsync(moment, go);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The page shows the error of a scenario, of any type.")]
    private async Task TravelAsync(long moment, Func<long, Task> go)
    {
        try
        {
            await Task.Run(() => go(moment), _end.Token).ConfigureAwait(false);
            Fault = null;
        }
        catch (OperationCanceledException)
        {
            // The console is closed.
        }
        catch (Exception exception)
        {
            Fault = exception.Message;
        }
        finally
        {
            lock (_state)
            {
                Destination = null;
            }
        }
    }

    private Task GoOnAsync(long moment) => GoOnAsync(Server.Services, moment);

    // A script that waits for something else does not end when the console is closed.
    private Task GoOnAsync(IServiceProvider services, long moment)
        => services.GetRequiredService<CloudDriver>().GoOnAsync(moment).WaitAsync(_end.Token);

    private async Task RunAgainAsync(long moment)
    {
        // Two runs at a time could share what the scenario's code shares.
        await Run.EndAsync().ConfigureAwait(false);
        var run = await ScriptRun.CreateAsync(_scenario, this).ConfigureAwait(false);
        try
        {
            var pages = await Server.PrepareAsync(services => services.AddRun(run), _end.Token).ConfigureAwait(false);
            var arrival = GoOnAsync(pages.Services, moment);
            await Task.WhenAny(arrival, Task.Delay(s_shownAfter, _end.Token)).ConfigureAwait(false);
            var (left, leftPages) = (Run, Server.Show(pages));
            Run = run;
            left.Leave();
            await leftPages.LeaveAsync().ConfigureAwait(false);
            await left.DisposeAsync().ConfigureAwait(false);
            await arrival.ConfigureAwait(false);
        }
        catch when (Run != run)
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
