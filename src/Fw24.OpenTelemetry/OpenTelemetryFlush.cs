using Fw24.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Fw24;

/// <summary>Flushes the providers that the app registered, side by side: each may wait for a collector.</summary>
/// <param name="services">The app's services.</param>
internal sealed class OpenTelemetryFlush(IServiceProvider services) : ITelemetryFlush
{
    private readonly Func<int, bool>[] _flushes = [.. FlushesOf(services)];

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">Not everything could be sent.</exception>
    public async ValueTask FlushAsync(TimeSpan timeout)
    {
        var milliseconds = (int)timeout.TotalMilliseconds;
        var results = await Task.WhenAll(_flushes.Select(flush => Task.Run(() => flush(milliseconds)))).ConfigureAwait(false);
        if (!results.All(static isSent => isSent))
        {
            throw new TimeoutException();
        }
    }

    private static IEnumerable<Func<int, bool>> FlushesOf(IServiceProvider services)
    {
        if (services.GetService<TracerProvider>() is { } tracing)
        {
            yield return milliseconds => tracing.ForceFlush(milliseconds);
        }

        if (services.GetService<MeterProvider>() is { } metrics)
        {
            yield return milliseconds => metrics.ForceFlush(milliseconds);
        }

        if (services.GetService<LoggerProvider>() is { } logging)
        {
            yield return milliseconds => logging.ForceFlush(milliseconds);
        }
    }
}
