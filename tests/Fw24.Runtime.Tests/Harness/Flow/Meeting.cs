namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>
/// A place where code waits until a number have come: what meets there runs at the same time. Opens again for the next ones.
/// </summary>
/// <param name="count">The number.</param>
internal sealed class Meeting(int count)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _here;

    /// <summary>The number of times that all have met.</summary>
    public int Rounds { get; private set; }

    public Task ArriveAsync()
    {
        lock (_gate)
        {
            var all = _all;
            if (++_here == count)
            {
                (_here, _all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                Rounds++;
                all.SetResult();
            }

            return all.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
