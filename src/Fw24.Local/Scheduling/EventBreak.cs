namespace Fw24.Local.Scheduling;

/// <summary>Holds a script before its next event, once a number of events have happened.</summary>
/// <remarks>
/// It holds only the flow of the script: what somebody else does meanwhile, such as reading or stepping, goes on.
/// </remarks>
/// <param name="gate">The loop's gate, which guards it.</param>
internal sealed class EventBreak(Lock gate)
{
    private static readonly AsyncLocal<EventBreak?> s_current = new();

    private TaskCompletionSource _held = New();
    private TaskCompletionSource _go = New();
    private long _until;
    private bool _isClosed;

    /// <summary>Makes the calling flow, and what it calls, that of the script.</summary>
    public void Enter() => s_current.Value = this;

    /// <summary>Lets the script go on.</summary>
    /// <param name="until">The number of events after which it is held.</param>
    /// <returns>A task that completes when it is held again.</returns>
    public Task GoOn(long until)
    {
        lock (gate)
        {
            (_until, _held) = (until, New());
            _go.TrySetResult();
            return _held.Task;
        }
    }

    /// <summary>Holds the script before its next event.</summary>
    public void Stop()
    {
        lock (gate)
        {
            _until = 0;
        }
    }

    /// <summary>Ends the script where it waits, or before its next event.</summary>
    public void Close()
    {
        lock (gate)
        {
            _isClosed = true;
            _go.TrySetCanceled();
        }
    }

    /// <summary>Called within the gate by whoever is about to run the next event.</summary>
    /// <param name="events">The number of events that have happened.</param>
    /// <returns>What the caller must wait for before it looks again; <see langword="null"/> for nothing.</returns>
    public Task? Hold(long events)
    {
        if (s_current.Value != this || (events < _until && !_isClosed))
        {
            return null;
        }

        if (!_isClosed && _go.Task.IsCompleted)
        {
            _go = New();
        }

        _held.TrySetResult();
        return _isClosed ? Task.FromCanceled(new CancellationToken(canceled: true)) : _go.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
