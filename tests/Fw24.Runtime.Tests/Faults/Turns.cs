namespace Fw24.Runtime.Tests.Faults;

/// <summary>Lets calls wait, and go on one after the other on the test's own thread.</summary>
internal sealed class Turns
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();

    /// <summary>Waits for one's turn.</summary>
    public Task WaitAsync()
    {
        // Continuations run where they are released, so that one run is like another.
        var turn = new TaskCompletionSource();
        lock (_gate)
        {
            _waiting.Enqueue(turn);
        }

        return turn.Task;
    }

    /// <summary>Lets the one go on that has waited longest.</summary>
    /// <returns>Whether there was one.</returns>
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
