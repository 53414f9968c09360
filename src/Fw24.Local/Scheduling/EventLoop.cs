using System.Diagnostics.CodeAnalysis;

namespace Fw24.Local.Scheduling;

/// <summary>The single thread on which everything happens: events in order of their time, then of their creation.</summary>
/// <remarks>
/// Truly asynchronous user code may run on other threads for a while; its calls go through <see cref="Gate"/>. On the virtual clock the loop
/// awaits them before the next event, so that runs are reproducible.
/// </remarks>
internal sealed class EventLoop
{
    private const int SmallestQueueToCompact = 1024;

    private readonly PriorityQueue<ScheduledEvent, (long Due, long Order)> _queue = new();
    private readonly Queue<Action> _launches = new();
    private readonly List<Activity> _running = [];
    private readonly VirtualTimeProvider? _virtual;
    private readonly TimeSpan _patience;
    private TaskCompletionSource? _wake;
    private long _order;
    private long _events;
    private int _over;
    private int _work;
    private int _active;

    /// <summary>Creates a loop.</summary>
    /// <param name="time">A real clock; <see langword="null"/> for a virtual one.</param>
    /// <param name="start">The virtual clock's start time.</param>
    /// <param name="patience">The real time that the virtual clock waits for user code that waits for nothing virtual.</param>
    public EventLoop(TimeProvider? time, DateTimeOffset start, TimeSpan patience)
    {
        _virtual = time is null ? new VirtualTimeProvider(this, start) : null;
        Time = time ?? _virtual!;
        _patience = patience;
    }

    /// <summary>Guards the state of the loop and of everything it runs.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The number of events that have happened, the current one included.</summary>
    public long Events
    {
        get
        {
            lock (Gate)
            {
                return _events;
            }
        }
    }

    /// <summary>What may hold a script before the next event on the virtual clock; <see langword="null"/> for nothing.</summary>
    public EventBreak? Break { get; set; }

    /// <summary>Indicates whether only housekeeping is left to do.</summary>
    public bool IsIdle
    {
        get
        {
            lock (Gate)
            {
                return _work == 0 && _active == 0;
            }
        }
    }

    /// <summary>Schedules an event.</summary>
    public ScheduledEvent At(DateTimeOffset due, EventKind kind, Action happen)
    {
        lock (Gate)
        {
            var planned = new ScheduledEvent { Due = due.UtcTicks, Kind = kind, Happen = happen };
            _queue.Enqueue(planned, (planned.Due, _order++));
            _work += kind is EventKind.Work ? 1 : 0;
            Wake();
            return planned;
        }
    }

    /// <summary>Schedules an event for now, after those already scheduled for now.</summary>
    public ScheduledEvent Post(Action happen) => At(Now, EventKind.Work, happen);

    /// <summary>Cancels an event. Has no effect on one that has happened.</summary>
    public void Cancel(ScheduledEvent planned)
    {
        lock (Gate)
        {
            if (planned.Over)
            {
                return;
            }

            planned.Over = true;
            _work -= planned.Kind is EventKind.Work ? 1 : 0;
            if (++_over > SmallestQueueToCompact && _over > _queue.Count / 2)
            {
                Compact();
            }
        }
    }

    /// <summary>Calls user code once the current event has left the gate.</summary>
    public void Launch(Action start)
    {
        lock (Gate)
        {
            _launches.Enqueue(start);
        }
    }

    /// <summary>Awaits a call, which may complete synchronously or later: the cloud is not idle until then.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="then">Receives the result: at once, or as an event.</param>
    /// <param name="onError">Receives the exception of a call that fails.</param>
    public void Await<T>(ValueTask<T> call, Action<T> then, Action<Exception> onError)
    {
        if (call.IsCompletedSuccessfully)
        {
            then(call.Result);
            return;
        }

        var activity = new Activity();
        Begin(activity);
        _ = AwaitAsync(call, then, onError, activity);
    }

    /// <summary>Awaits a call without a result.</summary>
    public void Await(ValueTask call, Action<Exception> onError)
    {
        Await(ResultOf(call), static _ => { }, onError);

        static async ValueTask<bool> ResultOf(ValueTask call)
        {
            await call.ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Begins an activity: the cloud is not idle until it ends, and time waits for it.</summary>
    public void Begin(Activity activity)
    {
        lock (Gate)
        {
            _active++;
            SetRunning(activity, running: true);
        }
    }

    /// <summary>Ends or abandons an activity.</summary>
    /// <returns><see langword="true"/> if it had not ended before.</returns>
    public bool End(Activity activity, bool dead = false)
    {
        lock (Gate)
        {
            if (activity.IsOver)
            {
                return false;
            }

            activity.IsOver = true;
            activity.IsDead = dead;
            _active--;
            SetRunning(activity, running: false);
            return true;
        }
    }

    /// <summary>Records that an activity waits for one more virtual timer.</summary>
    public void BeginWait(Activity activity)
    {
        activity.Timers++;
        SetRunning(activity, running: false);
    }

    /// <summary>Records that a virtual timer of an activity has fired or is gone.</summary>
    public void EndWait(Activity activity)
    {
        if (--activity.Timers == 0 && activity is { IsOver: false, IsGivenUp: false })
        {
            SetRunning(activity, running: true);
        }
    }

    /// <summary>Runs the next event due up to a limit; on a real clock, waits for it.</summary>
    /// <param name="limit">The limit, inclusive.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><see langword="true"/> if an event happened.</returns>
    public ValueTask<bool> StepAsync(DateTimeOffset limit, CancellationToken cancellationToken)
        => _virtual is null ? StepInRealTimeAsync(limit, cancellationToken) : StepInVirtualTimeAsync(limit, cancellationToken);

    /// <summary>Sets the virtual clock forward.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        if (_virtual is not null && time > Now)
        {
            _virtual.MoveTo(time.UtcTicks);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whoever makes the call decides about its error, of any type.")]
    private async Task AwaitAsync<T>(ValueTask<T> call, Action<T> then, Action<Exception> onError, Activity activity)
    {
        try
        {
            var answer = await call.ConfigureAwait(false);
            Post(() => then(answer));
        }
        catch (Exception exception)
        {
            onError(exception);
        }
        finally
        {
            End(activity);
        }
    }

    private async ValueTask<bool> StepInVirtualTimeAsync(DateTimeOffset limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            await SettleAsync(cancellationToken).ConfigureAwait(false);
            ScheduledEvent? next;
            Task? held;
            lock (Gate)
            {
                if (!TryPeek(out next) || next.Due > limit.UtcTicks)
                {
                    return false;
                }

                held = Break?.Hold(_events);
                if (held is null)
                {
                    Take(next);
                    if (next.Due > Now.UtcTicks)
                    {
                        _virtual!.MoveTo(next.Due);
                    }
                }
            }

            if (held is null)
            {
                Happen(next);
                return true;
            }

            await held.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> StepInRealTimeAsync(DateTimeOffset limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScheduledEvent? next;
            Task wake;
            lock (Gate)
            {
                var found = TryPeek(out next);
                if (found && next!.Due <= Now.UtcTicks)
                {
                    Take(next);
                    wake = Task.CompletedTask;
                }
                else if ((!found && _active == 0) || Now > limit || (found && next!.Due > limit.UtcTicks && _active == 0))
                {
                    return false;
                }
                else
                {
                    wake = Awake();
                }
            }

            if (wake.IsCompleted)
            {
                Happen(next!);
                return true;
            }

            var due = next is null || next.Due > limit.UtcTicks ? limit.UtcTicks : next.Due;
            var wait = TimeSpan.FromTicks(Math.Clamp(due - Now.UtcTicks, 0, TimeSpan.TicksPerDay));
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(wake, Task.Delay(wait, Time, given.Token)).ConfigureAwait(false);
            await given.CancelAsync().ConfigureAwait(false);
        }
    }

    // Awaits user code that waits for something outside of this process.
    private async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wake;
            lock (Gate)
            {
                if (_running.Count == 0)
                {
                    return;
                }

                wake = Awake();
            }

            try
            {
                await wake.WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                GiveUp();
            }
        }
    }

    private void GiveUp()
    {
        lock (Gate)
        {
            foreach (var activity in _running)
            {
                activity.IsRunning = false;
                activity.IsGivenUp = true;
            }

            _running.Clear();
        }
    }

    private void Happen(ScheduledEvent planned)
    {
        // Continuations of user code run where its timer fires: on this thread, without the caller's context.
        var context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        try
        {
            if (planned.Kind is EventKind.Timer)
            {
                planned.Happen();
            }
            else
            {
                lock (Gate)
                {
                    planned.Happen();
                }
            }

            while (TryTakeLaunch() is { } launch)
            {
                launch();
            }
        }
        finally
        {
            if (context is not null)
            {
                SynchronizationContext.SetSynchronizationContext(context);
            }
        }
    }

    private Action? TryTakeLaunch()
    {
        lock (Gate)
        {
            return _launches.TryDequeue(out var launch) ? launch : null;
        }
    }

    private bool TryPeek([NotNullWhen(true)] out ScheduledEvent? next)
    {
        while (_queue.TryPeek(out next, out _))
        {
            if (!next.Over)
            {
                return true;
            }

            _queue.Dequeue();
            _over--;
        }

        return false;
    }

    private void Take(ScheduledEvent next)
    {
        _queue.Dequeue();
        _events++;
        next.Over = true;
        _work -= next.Kind is EventKind.Work ? 1 : 0;
    }

    private void Compact()
    {
        var left = new List<(ScheduledEvent, (long, long))>(_queue.Count - _over);
        foreach (var (planned, priority) in _queue.UnorderedItems)
        {
            if (!planned.Over)
            {
                left.Add((planned, priority));
            }
        }

        _queue.Clear();
        _queue.EnqueueRange(left);
        _over = 0;
    }

    private void SetRunning(Activity activity, bool running)
    {
        if (activity.IsRunning == running)
        {
            return;
        }

        activity.IsRunning = running;
        if (running)
        {
            _running.Add(activity);
        }
        else
        {
            _running.Remove(activity);
        }

        Wake();
    }

    private Task Awake() => (_wake ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Wake()
    {
        var wake = _wake;
        _wake = null;
        wake?.SetResult();
    }
}
