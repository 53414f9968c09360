using System.Diagnostics.Metrics;
using Fw24.Diagnostics;
using Fw24.Functions;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>The gap metrics of a function.</summary>
internal sealed class CountedGaps : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<string> _counted = [];

    public CountedGaps(string function)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name && instrument.Name == FunctionTelemetry.Gaps)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            // Other tests run concurrently.
            if (tags[0].Value as string == function)
            {
                _counted.Add($"{tags[1].Value} {value}");
            }
        });
        _listener.Start();
    }

    /// <summary>Gets the measurements since the last call.</summary>
    public string Take()
    {
        var counted = string.Join(", ", _counted);
        _counted.Clear();
        return counted;
    }

    public void Dispose() => _listener.Dispose();
}
