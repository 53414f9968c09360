using Fw24.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Fw24;

/// <summary>
/// Adds the traces and metrics of an app's functions to OpenTelemetry, and has them sent before Lambda freezes the process.
/// </summary>
public static class Fw24OpenTelemetryExtensions
{
    /// <summary>
    /// Collects the spans of the source <see cref="Fw24Telemetry.Name"/>, and flushes traces, metrics and logs after each invocation.
    /// </summary>
    /// <param name="tracing">The tracer provider that is built.</param>
    /// <returns>The tracer provider that is built.</returns>
    public static TracerProviderBuilder AddFw24Instrumentation(this TracerProviderBuilder tracing)
    {
        ArgumentNullException.ThrowIfNull(tracing);
        return tracing.AddSource(Fw24Telemetry.Name).ConfigureServices(AddFlush);
    }

    /// <summary>
    /// Collects the instruments of the meter <see cref="Fw24Telemetry.Name"/>, and flushes traces, metrics and logs after each
    /// invocation.
    /// </summary>
    /// <param name="metrics">The meter provider that is built.</param>
    /// <returns>The meter provider that is built.</returns>
    public static MeterProviderBuilder AddFw24Instrumentation(this MeterProviderBuilder metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.AddMeter(Fw24Telemetry.Name).ConfigureServices(AddFlush);
    }

    /// <summary>
    /// Flushes traces, metrics and logs after each invocation. Which loggers are exported is decided by the app's logging.
    /// </summary>
    /// <param name="logging">The logger provider that is built.</param>
    /// <returns>The logger provider that is built.</returns>
    public static LoggerProviderBuilder AddFw24Instrumentation(this LoggerProviderBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        return logging.ConfigureServices(AddFlush);
    }

    private static void AddFlush(IServiceCollection services)
        => services.TryAddEnumerable(ServiceDescriptor.Singleton<ITelemetryFlush, OpenTelemetryFlush>());
}
