using System.Runtime.InteropServices;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Serves a function on Lambda: requests invocations one at a time and answers them until the host ends the process.</summary>
/// <param name="environment">The variables; <c>AWS_LAMBDA_RUNTIME_API</c> is read from them.</param>
/// <param name="logger">Logs errors.</param>
/// <param name="console">The process's output, whose lines name the invocation.</param>
/// <param name="app">The app, whose name its metrics carry.</param>
/// <param name="time">The clock of the metrics.</param>
internal sealed class LambdaRuntime(FunctionEnvironment environment, ILogger<LambdaRuntime> logger, LambdaConsole console, AppModel app, TimeProvider time) : IFunctionHost, IDisposable
{
    // The address of the runtime API in a Lambda execution environment; only Lambda sets it.
    private const string Endpoint = "AWS_LAMBDA_RUNTIME_API";

    // The X-Ray SDK and the AWS SDK read the current invocation's trace from it; custom runtimes are documented to set it.
    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    private readonly GuardedLogger _logger = new(logger);
    private LambdaInvoker? _invoker;

    /// <summary>Starts a function and serves it.</summary>
    /// <param name="start">Creates the function.</param>
    /// <param name="cancellationToken">
    /// Ends the wait for the next invocation. A running one is told to stop, and its answer is still sent. SIGTERM has the same effect.
    /// </param>
    /// <returns>The exit code: 0 if it was stopped, 1 if it could not start or the runtime API failed.</returns>
    /// <exception cref="InvalidOperationException">The process does not run on Lambda.</exception>
    public async Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken)
    {
        var endpoint = environment.Optional(Endpoint)
            ?? throw new InvalidOperationException(
                $"{Endpoint} is not set: this process does not run on Lambda. "
                + "To run the app elsewhere, host its functions (Fw24App.CreateFunction) or use Fw24.Local.");

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        using var api = new LambdaRuntimeApi(endpoint);

        try
        {
            if (await StartAsync(api, start, stopping.Token).ConfigureAwait(false) is not { } function)
            {
                return 1;
            }

            _invoker = new LambdaInvoker(function, app.Name, console, time, environment.Optional(Fw24Variables.Stage));

            while (!stopping.IsCancellationRequested)
            {
                await ServeNextAsync(api, _invoker, stopping.Token).ConfigureAwait(false);
            }

            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (LambdaRuntimeApiException exception)
        {
            _logger.LogCritical("{Error}", exception.Message);
            return 1;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker?.Dispose();

    private async ValueTask<AppFunction?> StartAsync(LambdaRuntimeApi api, Func<AppFunction> start, CancellationToken stopping)
    {
        try
        {
            var function = start();
            await function.Prepare(stopping).ConfigureAwait(false);
            return function;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            _logger.LogCritical("The function cannot start: {Error}", exception.Message);
            await api.FailInitAsync(ErrorReport.OfStart(exception)).ConfigureAwait(false);
            return null;
        }
    }

    private async ValueTask ServeNextAsync(LambdaRuntimeApi api, LambdaInvoker function, CancellationToken stopping)
    {
        var invocation = await api.NextAsync(stopping).ConfigureAwait(false);
        Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceHeader);
        string? refusal;
        try
        {
            var answer = await function.InvokeAsync(invocation, stopping).ConfigureAwait(false);
            refusal = await api.RespondAsync(invocation.RequestId, answer).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not LambdaRuntimeApiException)
        {
            _logger.LogError("Invocation {RequestId} of {Function} failed: {Error}", invocation.RequestId, function.FunctionName, ExceptionSummary.Of(exception));
            refusal = await api.FailAsync(invocation.RequestId, ErrorReport.OfInvocation(exception)).ConfigureAwait(false);
        }

        function.FlushMetrics();

        // 400, 403 and 413 mark the invocation as failed on Lambda's side: its event source sends the batch again.
        if (refusal is not null)
        {
            _logger.LogError("Lambda rejected the response to invocation {RequestId} of {Function}: {Refusal}", invocation.RequestId, function.FunctionName, refusal);
        }
    }
}
