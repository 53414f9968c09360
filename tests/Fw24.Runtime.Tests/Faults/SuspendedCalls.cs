namespace Fw24.Runtime.Tests.Faults;

/// <summary>Suspends calls, and resumes them one after the other on the test's thread.</summary>
internal sealed class SuspendedCalls
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();

    /// <summary>Waits for a turn.</summary>
    public Task WaitAsync()
    {
        // Continuations run where they are released, so that runs are reproducible.
        var turn = new TaskCompletionSource();
        lock (_gate)
        {
            _waiting.Enqueue(turn);
        }

        return turn.Task;
    }

    /// <summary>Resumes the call that has waited longest.</summary>
    /// <returns><see langword="true"/> if there was one.</returns>
    public bool Next()
    {
        TaskCompletionSource? turn;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out turn))
            {
                return false;
            }
        }

        turn.SetResult();
        return true;
    }
}
