using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Feed;
using Fw24.Console.Runs;
using Fw24.Local;
using Fw24.Local.Scheduling;

namespace Fw24.Console.Travel;

/// <summary>One run of a scenario: its cloud, and the script, which goes on until a moment when it is told to.</summary>
/// <remarks>
/// A moment is a number of events: they have happened, and so has all that the script does before it needs the next one.
/// </remarks>
internal sealed class ScriptRun : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly LocalScenario _scenario;
    private readonly RunDigest _digest = new();
    private readonly EventBreak _break;
    private readonly CancellationTokenSource _end = new();
    private Task? _script;
    private long _versionWhenHeld;
    private bool _isTouched;

    private ScriptRun(LocalScenario scenario, LocalCloud cloud, TimeTravel travel)
    {
        (_scenario, Cloud, Travel) = (scenario, cloud, travel);
        _break = new EventBreak(cloud.Parts.Loop.Gate);
        Feed = new CloudFeed(cloud) { Digest = _digest };
    }

    /// <summary>Raised when pages show another run from now on.</summary>
    public event Action? Left;

    public LocalCloud Cloud { get; }

    /// <summary>What goes to other moments.</summary>
    public TimeTravel Travel { get; }

    public CloudFeed Feed { get; }

    /// <summary>The number of events that have happened.</summary>
    public long Moment => Cloud.Parts.Loop.Events;

    /// <summary>Indicates whether the script has ended.</summary>
    public bool IsOver => _script is { IsCompleted: true };

    /// <summary>Indicates whether it was ended, because another run takes its place.</summary>
    public bool IsLeft => _end.IsCancellationRequested;

    /// <summary>The message of the error that ended the script; <see langword="null"/> if none did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Creates the cloud of a run.</summary>
    /// <exception cref="InvalidOperationException">The cloud is on a real clock, or has a console.</exception>
    public static async Task<ScriptRun> CreateAsync(LocalScenario scenario, TimeTravel travel)
    {
        var cloud = scenario.Create();
        try
        {
            if (cloud.Time is not VirtualTimeProvider)
            {
                throw new InvalidOperationException(
                    "A scenario needs the virtual clock: a run on a real one cannot be repeated.");
            }

            var run = new ScriptRun(scenario, cloud, travel);
            run.Feed.Observe();
            cloud.Parts.Loop.Break = run._break;
            return run;
        }
        catch
        {
            await cloud.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets the script go on.</summary>
    /// <param name="until">The moment at which it is held.</param>
    /// <param name="cancellationToken">Holds it before its next event.</param>
    public async Task GoOnAsync(long until, CancellationToken cancellationToken)
    {
        _isTouched |= _script is not null && Feed.ReadVersion() != _versionWhenHeld;
        var held = _break.GoOn(until);
        _script ??= Task.Run(RunAsync, CancellationToken.None);
        var stop = cancellationToken.Register(_break.Stop);
        await using (stop.ConfigureAwait(false))
        {
            await Task.WhenAny(held, _script).ConfigureAwait(false);
        }

        RunSummary summary;
        lock (Feed.Gate)
        {
            _versionWhenHeld = Feed.Version;
            summary = _digest.Take(Moment, IsOver);
        }

        if (!_isTouched && !IsLeft)
        {
            Travel.OnArrived(summary);
        }
    }

    /// <summary>Notes that not all that comes next is the script's doing: the run is no longer compared with others.</summary>
    public void Touch() => _isTouched = true;

    /// <summary>Tells pages that they show a run which is over.</summary>
    public void Leave() => Left?.Invoke();

    /// <summary>Ends the script. The cloud stays as it is.</summary>
    public async Task EndAsync()
    {
        if (!IsLeft)
        {
            await _end.CancelAsync().ConfigureAwait(false);
        }

        _break.Close();
        if (_script is { } script)
        {
            // Code that waits for something else does not hear of it.
            await Task.WhenAny(script, Task.Delay(s_patience, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _end.Dispose();
        await Cloud.DisposeAsync().ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The page shows the error of a script, of any type.")]
    private async Task RunAsync()
    {
        _break.Enter();
        try
        {
            await _scenario.Script(Cloud, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The console is closed, or shows another run.
        }
        catch (Exception exception)
        {
            Fault = exception.Message;
        }
    }
}
