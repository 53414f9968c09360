using System.Globalization;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Model;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Serves a function on Lambda: requests invocations and answers them until the host ends the process.</summary>
/// <param name="environment">The variables; <c>AWS_LAMBDA_RUNTIME_API</c> and <c>AWS_LAMBDA_MAX_CONCURRENCY</c> are read from them.</param>
/// <param name="logger">Logs errors.</param>
/// <param name="console">The process's output, whose lines name the invocation.</param>
/// <param name="app">The app, whose name its metrics carry.</param>
/// <param name="time">The clock of the metrics.</param>
/// <param name="telemetry">The telemetry to flush after each invocation.</param>
internal sealed class LambdaRuntime(
    FunctionEnvironment environment,
    ILogger<LambdaRuntime> logger,
    LambdaConsole console,
    AppModel app,
    TimeProvider time,
    IEnumerable<ITelemetryFlush>? telemetry = null) : IFunctionHost, IDisposable
{
    /// <summary>The address of the runtime API in a Lambda execution environment; only Lambda sets it.</summary>
    internal const string Endpoint = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>The number of invocations that Lambda sends to the process at a time; only Lambda Managed Instances set it.</summary>
    internal const string MaxConcurrency = "AWS_LAMBDA_MAX_CONCURRENCY";

    private readonly GuardedLogger _logger = new(logger);
    private LambdaInvoker? _invoker;

    /// <summary>Starts a function and serves it.</summary>
    /// <param name="start">Creates the function.</param>
    /// <param name="cancellationToken">
    /// Ends the wait for the next invocation. A running one is told to stop, and its answer is still sent.
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
        using var api = new LambdaRuntimeApi(endpoint);

        try
        {
            if (await StartAsync(api, start, stopping.Token).ConfigureAwait(false) is not { } loop)
            {
                return 1;
            }

            await loop.RunAsync(stopping).ConfigureAwait(false);
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

    private async ValueTask<InvocationLoop?> StartAsync(LambdaRuntimeApi api, Func<AppFunction> start, CancellationToken stopping)
    {
        try
        {
            var concurrency = Concurrency();
            var function = start();
            await function.Prepare(stopping).ConfigureAwait(false);
            var flusher = new TelemetryFlusher(telemetry ?? [], time, _logger);
            _invoker = new LambdaInvoker(function, app.Name, console, time, environment, flusher);
            return new InvocationLoop(api, _invoker, _logger, concurrency);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            _logger.LogCritical("The function cannot start: {Error}", exception.Message);
            await api.FailInitAsync(ErrorReport.OfStart(exception)).ConfigureAwait(false);
            return null;
        }
    }

    private int? Concurrency() => environment.Optional(MaxConcurrency) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        _ => throw new InvalidOperationException($"The environment variable {MaxConcurrency} is malformed: it must be a whole number of at least 1."),
    };
}
