namespace Fw24.Invocations;

/// <summary>Tells a function when to stop taking work: when the host gives up, or shortly before it would end the invocation.</summary>
internal sealed class InvocationDeadline : IDisposable
{
    // Enough to end a call and to report the rest as failures; a short invocation uses a tenth of its time instead.
    private static readonly TimeSpan s_margin = TimeSpan.FromMilliseconds(500);

    // A timer can wait at most 2^32 - 2 ms, some 49 days; Lambda ends an invocation after 90 minutes at most.
    private static readonly TimeSpan s_farAway = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _both;

    /// <summary>Starts watching an invocation.</summary>
    /// <param name="context">The invocation, which has the deadline.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancelled when the host gives up.</param>
    public InvocationDeadline(InvocationContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        if (context.Deadline == DateTimeOffset.MaxValue)
        {
            return;
        }

        var left = context.Deadline - time.GetUtcNow();
        left -= left / 10 < s_margin ? left / 10 : s_margin;
        if (left >= s_farAway)
        {
            return;
        }

        _timer = left > TimeSpan.Zero ? new CancellationTokenSource(left, time) : new CancellationTokenSource();
        if (left <= TimeSpan.Zero)
        {
            _timer.Cancel();
        }

        _both = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
        Token = _both.Token;
    }

    /// <summary>Cancelled when it is time to answer.</summary>
    public CancellationToken Token { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _both?.Dispose();
            _timer?.Dispose();
        }
        catch (Exception)
        {
            // The clock is supplied by the user, and the answer is complete: a timer that fails to stop must not lose it.
        }
    }
}
