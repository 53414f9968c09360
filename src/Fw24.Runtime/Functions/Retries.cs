namespace Fw24.Functions;

/// <summary>How often something is tried within an invocation. What is behind that is for the event source to try again.</summary>
/// <remarks>There is no jitter: what a burst of invocations does together, the service's client has already spread by its own retries.</remarks>
/// <param name="MaxAttempts">How often.</param>
/// <param name="FirstPause">The pause before the second try; each further one is four times as long.</param>
internal readonly record struct Retries(int MaxAttempts, TimeSpan FirstPause)
{
    /// <summary>Waits before the next try. A wait that is cancelled, or that the clock cannot make, ends at once and does not throw.</summary>
    /// <param name="attempts">How often it has been tried.</param>
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
            // The clock is the user's. Tries are counted, so that one without pauses ends as well.
        }
    }
}
