namespace Fw24.Diagnostics;

/// <summary>Sends the traces, metrics and logs that a process still holds in memory, before Lambda freezes it.</summary>
/// <remarks>
/// Called after each invocation, once its response is sent and before the next one is requested; one call at a time, also if the
/// process serves several invocations at a time. Register an implementation as a service. <c>Fw24.OpenTelemetry</c> registers one for
/// OpenTelemetry.
/// </remarks>
public interface ITelemetryFlush
{
    /// <summary>Sends what was recorded so far.</summary>
    /// <remarks>An exception is logged and affects neither this invocation nor the next.</remarks>
    /// <param name="timeout">The time after which the process continues without waiting for the call: at most one second.</param>
    /// <returns>A task that completes when everything is sent.</returns>
    ValueTask FlushAsync(TimeSpan timeout);
}
