using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Fw24.Diagnostics;
using Fw24.Functions;

namespace Fw24.Lambda;

/// <summary>Writes the measurements of the meter <see cref="Fw24Telemetry.Name"/> during an invocation to standard output as CloudWatch metrics.</summary>
/// <remarks>
/// CloudWatch extracts metrics from log lines (Embedded Metric Format), so no call is made. Namespace <c>Fw24</c>, dimensions <c>App</c> and
/// <c>Function</c>, and <c>Stage</c> if there is one; a counter's metric is named after the outcome (<c>Published</c>, <c>GapsOpened</c>), a
/// duration's after the stage of the work (<c>PublishDuration</c>).
/// Concurrent invocations have separate lines: a measurement belongs to the invocation whose code makes it.
/// </remarks>
internal sealed class EmbeddedMetrics : IDisposable
{
    // CloudWatch accepts at most 100 values of a metric per line; there are never 100 metrics.
    private const int MaxValues = 100;

    private readonly LambdaConsole _console;
    private readonly TimeProvider _time;
    private readonly string _app;
    private readonly string _function;
    private readonly string? _stage;
    private readonly MeterListener _listener = new();
    private readonly AsyncLocal<MetricSet?> _current = new();
    private readonly MetricSet _outside = new(requestId: null);

    /// <summary>Starts listening.</summary>
    /// <param name="console">The output for the lines.</param>
    /// <param name="time">The clock of the lines.</param>
    /// <param name="app">The app's name.</param>
    /// <param name="function">The function's name within the app.</param>
    /// <param name="stage">The stage, if there is one.</param>
    public EmbeddedMetrics(LambdaConsole console, TimeProvider time, string app, string function, string? stage = null)
    {
        (_console, _time, _app, _function, _stage) = (console, time, app, function, stage);
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Begins an invocation. Later measurements by the caller and the code it calls belong to it.</summary>
    public void Begin() => _current.Value = new MetricSet(_console.RequestId);

    /// <summary>Writes the invocation's measurements since the last call, if any, and those made outside any invocation.</summary>
    public void Flush()
    {
        Flush(_outside);
        if (_current.Value is { } current)
        {
            Flush(current);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Flush(MetricSet metrics)
    {
        lock (metrics)
        {
            if (metrics.Count == 0)
            {
                return;
            }

            var line = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(line))
            {
                Write(json, metrics);
            }

            line.Write("\n"u8);
            metrics.Clear();
            _console.TryWrite(line.WrittenSpan);
        }
    }

    // {"_aws":{"Timestamp":…,"CloudWatchMetrics":[{"Namespace":"Fw24","Dimensions":[["App","Function"]],"Metrics":[{"Name":"Published","Unit":"Count"}]}]},
    //  "App":"orders","Function":"orders-stream","requestId":"…","Published":5}
    private void Write(Utf8JsonWriter json, MetricSet metrics)
    {
        json.WriteStartObject();
        json.WriteStartObject("_aws"u8);
        json.WriteNumber("Timestamp"u8, _time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics"u8);
        json.WriteStartObject();
        json.WriteString("Namespace"u8, "Fw24"u8);
        json.WriteStartArray("Dimensions"u8);
        json.WriteStartArray();
        json.WriteStringValue("App"u8);
        json.WriteStringValue("Function"u8);
        if (_stage is not null)
        {
            json.WriteStringValue("Stage"u8);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics"u8);
        foreach (var (name, metric) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name"u8, name);
            json.WriteString("Unit"u8, metric.IsTime ? "Seconds"u8 : "Count"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteString("App"u8, _app);
        json.WriteString("Function"u8, _function);
        if (_stage is not null)
        {
            json.WriteString("Stage"u8, _stage);
        }

        if (metrics.RequestId is { } requestId)
        {
            json.WriteString("requestId"u8, requestId);
        }

        foreach (var (name, metric) in metrics)
        {
            json.WritePropertyName(name);
            metric.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // One process may host several apps, as in a test: each has its own lines.
        if (TagOf(tags, "function") != _function)
        {
            return;
        }

        var name = instrument.Name switch
        {
            FunctionTelemetry.Records => Capitalized(TagOf(tags, "outcome")),
            FunctionTelemetry.Gaps => "Gaps" + Capitalized(TagOf(tags, "state")),
            FunctionTelemetry.Conflicts => "Conflicts",
            FunctionTelemetry.ReplacedRows => "RowsReplaced",
            FunctionTelemetry.Durations => Capitalized(TagOf(tags, "stage")) + "Duration",
            FunctionTelemetry.Ages => "Age",
            FunctionTelemetry.SealLags => "SealLag",
            _ => instrument.Name,
        };

        var metrics = _current.Value ?? _outside;
        lock (metrics)
        {
            if (!metrics.TryGetValue(name, out var metric))
            {
                metrics[name] = metric = new Metric(instrument is Histogram<double>);
            }

            metric.Add(value);
            if (metric.IsFull)
            {
                Flush(metrics);
            }
        }
    }

    private static string? TagOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }

    private static string Capitalized(string? word) => word is { Length: > 0 } ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : "Other";

    /// <summary>The metrics of one invocation by name.</summary>
    /// <param name="requestId">The invocation's request id; <see langword="null"/> for measurements made outside any invocation.</param>
    private sealed class MetricSet(string? requestId) : SortedDictionary<string, Metric>(StringComparer.Ordinal)
    {
        public string? RequestId => requestId;
    }

    /// <summary>The values of one metric: a sum, or a list of times.</summary>
    private sealed class Metric(bool isTime)
    {
        private readonly List<double> _values = [];

        public bool IsTime => isTime;

        public bool IsFull => _values.Count == MaxValues;

        public void Add(double value)
        {
            if (!isTime && _values.Count == 1)
            {
                _values[0] += value;
            }
            else
            {
                _values.Add(value);
            }
        }

        public void WriteTo(Utf8JsonWriter json)
        {
            if (_values.Count == 1)
            {
                json.WriteNumberValue(_values[0]);
                return;
            }

            json.WriteStartArray();
            foreach (var value in _values)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }
    }
}
