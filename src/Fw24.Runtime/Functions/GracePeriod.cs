namespace Fw24.Functions;

/// <summary>The time for one more call when it is time to answer: its token is cancelled shortly after the invocation's.</summary>
internal sealed class GracePeriod : IDisposable
{
    private static readonly TimeSpan s_length = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Creates the period.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancelled when it is time to answer.</param>
    public GracePeriod(TimeProvider time, CancellationToken cancellationToken)
    {
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).CancelAfter(s_length), _end);
    }

    /// <summary>Cancelled at the end of the period.</summary>
    public CancellationToken Token => _end.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }
}
