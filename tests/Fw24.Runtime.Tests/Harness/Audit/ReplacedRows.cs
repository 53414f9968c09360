using System.Diagnostics.Metrics;
using Fw24.Diagnostics;
using Fw24.Functions;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>Counts the rows other than audit records that a function overwrote, within the test's own flow of calls.</summary>
internal sealed class ReplacedRows : IDisposable
{
    private readonly AsyncLocal<bool> _isMine = new() { Value = true };
    private readonly MeterListener _listener = new();
    private int _count;

    public ReplacedRows(string function)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name && instrument.Name == FunctionTelemetry.ReplacedRows)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            // Other tests run concurrently.
            if (_isMine.Value && tags[0].Value as string == function)
            {
                _count += (int)value;
            }
        });
        _listener.Start();
    }

    /// <summary>The number of overwritten rows.</summary>
    public int Count => _count;

    public void Dispose() => _listener.Dispose();
}
