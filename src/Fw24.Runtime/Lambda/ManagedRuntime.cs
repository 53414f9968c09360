using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Serves a function inside AWS's managed .NET runtime, whose own loop requests and answers invocations.</summary>
/// <param name="function">The function that the managed runtime calls.</param>
/// <param name="logger">Logs errors.</param>
/// <param name="console">The process's output, whose lines name the invocation.</param>
/// <param name="app">The app, whose name its metrics carry.</param>
/// <param name="time">The clock.</param>
/// <param name="environment">The variables; the stage is read from them.</param>
/// <param name="telemetry">The telemetry to flush after each invocation.</param>
internal sealed class ManagedRuntime(
    ManagedFunction function,
    ILogger<ManagedRuntime> logger,
    LambdaConsole console,
    AppModel app,
    TimeProvider time,
    FunctionEnvironment environment,
    IEnumerable<ITelemetryFlush>? telemetry = null) : IFunctionHost, IDisposable
{
    private readonly GuardedLogger _logger = new(logger);
    private LambdaInvoker? _invoker;

    /// <summary>Creates the function and registers it.</summary>
    /// <param name="start">Creates the function.</param>
    /// <param name="cancellationToken">Ends the wait; SIGTERM does, through <see cref="Fw24App.RunAsync"/>.</param>
    /// <returns>The exit code: 1 if the function could not start.</returns>
    public async Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken)
    {
        try
        {
            var made = start();
            await made.Prepare(cancellationToken).ConfigureAwait(false);
            _invoker = new LambdaInvoker(made, app.Name, console, time, environment, new TelemetryFlusher(telemetry ?? [], time, _logger));
        }
        catch (Exception exception)
        {
            function.Failed(exception);
            return 1;
        }

        function.Serves(this);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    /// <summary>Serves an invocation.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="requestId">The invocation's id; <see langword="null"/> if the host does not provide it.</param>
    /// <param name="remainingTime">The time left; <see langword="null"/> if the host does not provide it.</param>
    /// <param name="traceHeader">The X-Ray trace header, if there is one.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">The function failed as a whole. Contains no values of items and no inner exception.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> InvokeAsync(ReadOnlyMemory<byte> payload, string? requestId, TimeSpan? remainingTime, string? traceHeader)
    {
        var deadline = remainingTime is { } left ? time.GetUtcNow() + left : DateTimeOffset.MaxValue;
        var invocation = new Invocation(requestId ?? Guid.NewGuid().ToString(), deadline, traceHeader, payload);
        try
        {
            return await _invoker!.InvokeAsync(invocation, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var summary = ExceptionSummary.Of(exception);
            _logger.LogError("Invocation {RequestId} of {Function} failed: {Error}", invocation.RequestId, _invoker!.FunctionName, summary);

            // The runtime reports the exception it receives, including messages of inner exceptions, and these may quote an item.
            throw new InvalidOperationException(summary);
        }
        finally
        {
            // AWS's loop may request the next invocation, and Lambda freeze the process, once this call has answered.
            await _invoker!.EndAsync(deadline).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker?.Dispose();
}
