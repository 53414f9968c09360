using Fw24.Functions;

namespace Fw24.Lambda;

/// <summary>Calls a function with the context, trace, log lines and metrics of a Lambda invocation, whichever runtime delivers the invocations.</summary>
/// <param name="function">The function.</param>
/// <param name="app">The app's name, which its metrics carry.</param>
/// <param name="console">The process's output, whose lines name the invocation.</param>
/// <param name="time">The clock of the metrics.</param>
/// <param name="environment">The variables; the stage and the function's name in AWS are read from them.</param>
/// <param name="telemetry">Flushes telemetry after each invocation.</param>
internal sealed class LambdaInvoker(
    AppFunction function,
    string app,
    LambdaConsole console,
    TimeProvider time,
    FunctionEnvironment environment,
    TelemetryFlusher telemetry) : IDisposable
{
    // Only Lambda sets it.
    private const string DeployedName = "AWS_LAMBDA_FUNCTION_NAME";

    private readonly string? _deployedName = environment.Optional(DeployedName);

    // Created lazily so that it does not delay the first request for an invocation; thread-safe for concurrent invocations.
    private readonly Lazy<EmbeddedMetrics> _metrics = new(
        () => new EmbeddedMetrics(console, time, app, function.Name, environment.Optional(Fw24Variables.Stage)));

    /// <summary>The function's name within the app.</summary>
    public string FunctionName => function.Name;

    /// <summary>
    /// Calls the function. Its logs and metrics belong to the invocation until the same caller calls <see cref="EndAsync"/>.
    /// </summary>
    /// <remarks>The handler of each of an app's functions ends in <see cref="BatchFunction{TBatch, TRecord}.HandleAsync"/>.</remarks>
    /// <param name="invocation">The invocation.</param>
    /// <param name="cancellationToken">Cancelled when the host gives up.</param>
    /// <returns>The function's answer.</returns>
    public ValueTask<ReadOnlyMemory<byte>> InvokeAsync(in Invocation invocation, CancellationToken cancellationToken)
    {
        console.RequestId = invocation.RequestId;
        _metrics.Value.Begin();
        var context = new InvocationContext
        {
            RequestId = invocation.RequestId,
            FunctionName = function.Name,
            DeployedName = _deployedName,
            Deadline = invocation.Deadline,
            TraceParent = TraceHeader.ToTraceParent(invocation.TraceHeader),
        };
        return function.Handler(invocation.Payload, context, cancellationToken);
    }

    /// <summary>Writes the measurements of the invocation and flushes telemetry. Never throws.</summary>
    /// <param name="deadline">The time at which Lambda ends the invocation.</param>
    public ValueTask EndAsync(DateTimeOffset deadline)
    {
        FlushMetrics();
        return telemetry.FlushAsync(deadline);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_metrics.IsValueCreated)
        {
            _metrics.Value.Dispose();
        }
    }

    private void FlushMetrics()
    {
        try
        {
            if (_metrics.IsValueCreated)
            {
                _metrics.Value.Flush();
            }
        }
        catch (Exception)
        {
            // The clock is supplied by the user, and the answer is complete: metrics must not lose it.
        }
    }
}
