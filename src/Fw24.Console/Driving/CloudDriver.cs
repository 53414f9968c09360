using System.Diagnostics.CodeAnalysis;
using Fw24.Console.Sources;
using Fw24.Console.Travel;
using Fw24.Local;

namespace Fw24.Console.Driving;

/// <summary>Runs the cloud for the console, one call after the other, so that nothing that pages do interleaves with a run.</summary>
internal sealed class CloudDriver(LocalCloud cloud, ScriptRun? script = null) : IConsoleCalls, IAsyncDisposable
{
    // What happens between two looks of the pump is not seen late: pages are drawn no more often.
    private static readonly TimeSpan s_pumpInterval = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _state = new();
    private CancellationTokenSource? _pumpEnd;
    private CancellationTokenSource? _current;
    private Task _pump = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Indicates whether the cloud's clock is virtual.</summary>
    public bool IsVirtual => cloud.Time is Local.Scheduling.VirtualTimeProvider;

    /// <summary>Indicates whether something runs now on behalf of a page.</summary>
    public bool IsBusy => _turn.CurrentCount == 0;

    /// <summary>The message of the error that ended the last run; <see langword="null"/> if none did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Indicates whether the console runs the cloud by itself whenever there is something to do.</summary>
    public bool IsRunning
    {
        get => _pumpEnd is not null;
        set
        {
            lock (_state)
            {
                if (value == IsRunning || _end.IsCancellationRequested)
                {
                    return;
                }

                if (value)
                {
                    _pumpEnd = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                    _pump = PumpAsync(_pumpEnd.Token);
                    return;
                }

                _pumpEnd!.Cancel();
                _pumpEnd = null;
            }
        }
    }

    /// <summary>The run of a scenario that the cloud belongs to; <see langword="null"/> if it belongs to none.</summary>
    public ScriptRun? Script => script;

    /// <summary>Indicates whether a script runs the cloud: it has not ended.</summary>
    public bool IsScripted => script is { IsOver: false };

    /// <summary>Runs the next event, or lets the script do it.</summary>
    public Task StepAsync() => IsScripted ? GoOnAsync(script!.Moment + 1) : RunAsync(cloud.StepAsync);

    /// <summary>Runs until nothing is left to do, or the script to its end.</summary>
    public Task RunUntilIdleAsync() => IsScripted ? GoOnAsync(long.MaxValue) : RunAsync(cloud.RunUntilIdleAsync);

    /// <summary>Lets the script go on until a number of events have happened.</summary>
    public Task GoOnAsync(long until) => RunAsync(token => script!.GoOnAsync(until, token));

    /// <summary>Advances the cloud's time.</summary>
    public Task AdvanceAsync(TimeSpan time)
    {
        script?.Touch();
        return RunAsync(token => cloud.AdvanceAsync(time, token));
    }

    /// <summary>Ends the run that a page began.</summary>
    public void Stop() => Volatile.Read(ref _current)?.Cancel();

    // A write or a replay must not interleave with a run.
    /// <inheritdoc/>
    public Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        script?.Touch();
        return InTurnAsync(call);
    }

    // The container knows it by two types, and disposes of it for each.
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);

        // A run that is under way ends with the token.
        await _turn.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        await _turn.WaitAsync(_end.Token).ConfigureAwait(false);
        try
        {
            // Off the page's thread: user code in the cloud may take its time.
            return await Task.Run(() => call(_end.Token), _end.Token).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The page shows the error of a run, of any type.")]
    private async Task RunAsync(Func<CancellationToken, Task> run)
    {
        using var current = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            await InTurnAsync(async _ =>
            {
                _current = current;
                await run(current.Token).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            Fault = null;
        }
        catch (OperationCanceledException)
        {
            // Somebody stopped it.
        }
        catch (Exception exception)
        {
            Fault = exception.Message;
        }
        finally
        {
            _current = null;
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_pumpInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!IsVirtual)
                {
                    await RunAsync(token => cloud.AdvanceAsync(s_pumpInterval, token)).ConfigureAwait(false);
                }
                else if (!IsScripted && !cloud.Parts.Loop.IsIdle)
                {
                    await RunUntilIdleAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }
}
