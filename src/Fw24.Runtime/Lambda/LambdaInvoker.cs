using Fw24.Functions;

namespace Fw24.Lambda;

/// <summary>Calls a function as Lambda means it to be called, whoever brings the invocations: with their context, trace, log lines and metrics.</summary>
/// <param name="function">The function.</param>
/// <param name="app">The app, whose name its metrics carry.</param>
/// <param name="console">The process's output, whose lines name the invocation.</param>
/// <param name="time">The clock of the metrics.</param>
internal sealed class LambdaInvoker(AppFunction function, string app, LambdaConsole console, TimeProvider time) : IDisposable
{
    // Not made before it is needed: the first call for an invocation should not wait for it. Once, also when several come at a time.
    private readonly Lazy<EmbeddedMetrics> _metrics = new(() => new EmbeddedMetrics(console, time, app, function.Name));

    /// <summary>The function's name within the app.</summary>
    public string FunctionName => function.Name;

    /// <summary>Calls the function. What it logs and measures belongs to the invocation until <see cref="FlushMetrics"/>, which the same caller calls.</summary>
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
            Deadline = invocation.Deadline,
            TraceParent = TraceHeader.ToTraceParent(invocation.TraceHeader),
        };
        return function.Handler(invocation.Payload, context, cancellationToken);
    }

    /// <summary>Writes what was measured during the invocation. Never throws.</summary>
    public void FlushMetrics()
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
            // The clock is the user's, and the answer is complete: what was measured must not cost it.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_metrics.IsValueCreated)
        {
            _metrics.Value.Dispose();
        }
    }
}
