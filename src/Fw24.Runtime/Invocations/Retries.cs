namespace Fw24.Invocations;

/// <summary>Retries within one invocation. Beyond that, the event source retries.</summary>
/// <remarks>There is no jitter: the retries of the service's client already spread simultaneous invocations.</remarks>
/// <param name="MaxAttempts">The maximum number of attempts.</param>
/// <param name="FirstPause">The pause before the second attempt; each further one is four times as long.</param>
internal readonly record struct Retries(int MaxAttempts, TimeSpan FirstPause)
{
    /// <summary>Waits before the next attempt. A wait that is cancelled or that the clock rejects ends immediately and does not throw.</summary>
    /// <param name="attempts">The number of attempts so far.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask PauseAsync(int attempts, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(FirstPause * (1 << (2 * (attempts - 1))), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception)
        {
            // The clock is user code. Attempts are counted, so the loop ends even without pauses.
        }
    }
}
