namespace Fw24.Operations.Runs;

/// <summary>Lets a number of messages per second pass, at equal distances.</summary>
/// <param name="perSecond">The number.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _distance = TimeSpan.FromSeconds(1 / perSecond);
    private DateTimeOffset _next;

    /// <summary>Waits for the next message's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var turn = _next > now ? _next : now;
            (wait, _next) = (turn - now, turn + _distance);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
