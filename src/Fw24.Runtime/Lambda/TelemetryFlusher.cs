using Fw24.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Flushes telemetry after each invocation, within a time limit.</summary>
/// <remarks>
/// One flush runs at a time. Invocations that end meanwhile share the next one, which begins after they ended and therefore includes
/// what they recorded.
/// </remarks>
/// <param name="targets">What is flushed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log for the first flush that fails.</param>
internal sealed class TelemetryFlusher(IEnumerable<ITelemetryFlush> targets, TimeProvider time, GuardedLogger logger)
{
    /// <summary>
    /// The longest wait. A collector beside the function answers in milliseconds; an absent one must not cost each invocation more.
    /// </summary>
    internal static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    /// <summary>The time that is left to end the invocation after the wait.</summary>
    internal static readonly TimeSpan s_reserve = TimeSpan.FromMilliseconds(100);

    private readonly ITelemetryFlush[] _targets = [.. targets];
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;
    private int _failures;

    /// <summary>Flushes telemetry. Never throws.</summary>
    /// <param name="deadline">The time at which the invocation ends, also while its telemetry is sent.</param>
    public async ValueTask FlushAsync(DateTimeOffset deadline)
    {
        if (_targets.Length == 0)
        {
            return;
        }

        try
        {
            var left = deadline - time.GetUtcNow() - s_reserve;
            if (left > TimeSpan.Zero)
            {
                await Join().WaitAsync(left < s_longestWait ? left : s_longestWait, time).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _failures, 1) == 0)
            {
                logger.LogWarning(
                    "Telemetry could not be sent before the process may be frozen: {Error}. No record is affected. Further failures are not logged",
                    ExceptionSummary.Of(exception));
            }
        }
    }

    private Task Join()
    {
        lock (_gate)
        {
            return _next is not null ? _next
                : _running.IsCompleted ? _running = FlushAllAsync()
                : _next = FollowAsync(_running);
        }
    }

    private async Task FollowAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task flush;
        lock (_gate)
        {
            _next = null;
            _running = flush = FlushAllAsync();
        }

        await flush.ConfigureAwait(false);
    }

    // Not on the caller's thread, which an exporter may block for longer than the limit.
    private Task FlushAllAsync()
        => Task.WhenAll(_targets.Select(static target => Task.Run(() => target.FlushAsync(s_longestWait).AsTask())));
}
