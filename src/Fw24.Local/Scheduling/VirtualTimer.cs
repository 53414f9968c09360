namespace Fw24.Local.Scheduling;

/// <summary>A timer of the virtual clock.</summary>
internal sealed class VirtualTimer : ITimer
{
    private readonly EventLoop _loop;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly Activity? _owner;
    private readonly ExecutionContext? _context;
    private ScheduledEvent? _next;
    private TimeSpan _period;
    private bool _disposed;

    public VirtualTimer(EventLoop loop, TimerCallback callback, object? state, Activity? owner)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
        _context = ExecutionContext.Capture();

        // A cancellation timer limits something else; only for other timers does their creator wait.
        _owner = state is CancellationTokenSource ? null : owner;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_loop.Gate)
        {
            if (_disposed)
            {
                return false;
            }

            Stop();
            _period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                Start(dueTime);
            }

            return true;
        }
    }

    public void Dispose()
    {
        lock (_loop.Gate)
        {
            _disposed = true;
            Stop();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Start(TimeSpan dueTime)
    {
        _next = _loop.At(_loop.Now + dueTime, EventKind.Timer, Fire);
        if (_owner is not null)
        {
            _loop.BeginWait(_owner);
        }
    }

    private void Stop()
    {
        if (_next is null)
        {
            return;
        }

        _loop.Cancel(_next);
        _next = null;
        if (_owner is not null)
        {
            _loop.EndWait(_owner);
        }
    }

    private void Fire()
    {
        lock (_loop.Gate)
        {
            // The timer was changed or disposed after the loop had taken the event.
            if (_next is not { Over: true })
            {
                return;
            }

            Stop();
            if (_owner is { IsDead: true })
            {
                return;
            }

            if (_period > TimeSpan.Zero)
            {
                Start(_period);
            }
        }

        if (_context is null)
        {
            _callback(_state);
            return;
        }

        ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
    }

    private void Call() => _callback(_state);
}
