using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Fw24.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A function between seams, one call of which fails, and the results of its batch.</summary>
internal abstract class FaultyFunction : IDisposable
{
    private const string TraceParent = "00-7759e988bd862e3fe1be46a994272799-53995c3f42cd8ad8-01";

    // The number of waits of a call before it reads its memory for the last time.
    private const int WaitsOfACall = 3;

    // No run needs a hundredth of it.
    private const int MaxSteps = 1_000_000;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 10, 5, 0, TimeSpan.Zero));
    private readonly ActivityListener _activities;
    private readonly MeterListener _metrics = new();
    private int _underWay;

    protected FaultyFunction(Fuse fuse)
    {
        Fuse = fuse;
        Time = new FaultyTime(_clock, fuse);
        Log = new FaultyLogger(fuse);
        Parking = new FaultyParking(this);
        Claims = new FaultyClaims(this);
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Fw24Telemetry.Name,
            Sample = (ref _) => Sampled(Seam.Sample),
            SampleUsingParentId = (ref _) => Sampled(Seam.SampleByParentId),
            ActivityStarted = _ => fuse.Pass(Seam.ActivityStarted),
            ActivityStopped = _ => fuse.Pass(Seam.ActivityStopped),
        };
        ActivitySource.AddActivityListener(_activities);
        Activity.CurrentChanged += OnCurrentChanged;
        _metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<long>((_, _, _, _) => fuse.Pass(Seam.Counter));
        _metrics.SetMeasurementEventCallback<double>((_, _, _, _) => fuse.Pass(Seam.Histogram));
        _metrics.Start();
    }

    public Fuse Fuse { get; }

    public FaultyTime Time { get; }

    public FaultyLogger Log { get; }

    public FaultyParking Parking { get; }

    public FaultyClaims Claims { get; }

    public BorrowedArrays Arrays { get; } = new();

    public SuspendedCalls SuspendedCalls { get; } = new();

    /// <summary>The results of the current or last batch.</summary>
    public BatchResult Result { get; private set; } = new();

    /// <summary>Violations: memory that changed during a call, and calls that outlived their invocation.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>The batch.</summary>
    public abstract IReadOnlyList<FaultyRecord> Records { get; }

    /// <summary>The number of arrays that the function keeps between invocations.</summary>
    public virtual int Kept => 0;

    protected abstract ValueTask<ReadOnlyMemory<byte>> HandleAsync(byte[] payload, InvocationContext context, CancellationToken cancellationToken);

    /// <summary>Runs the batch, and continues calls and time whenever the function waits.</summary>
    public async Task<BatchResult> InvokeAsync()
    {
        Result = new BatchResult();
        Begin();
        Arrays.Watch();
        using var host = new CancellationTokenSource();
        Fuse.Cancel = host.Cancel;
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', Records.Select(static record => record.Json))}}]}""");
        var result = Result;
        var context = new InvocationContext
        {
            RequestId = "req-1",
            FunctionName = "faulty",
            Deadline = _clock.GetUtcNow().AddMinutes(5),
            TraceParent = TraceParent,
            OnOutcome = outcome =>
            {
                Fuse.Pass(Seam.Outcome);
                result.Outcomes.Add(outcome);
            },
        };
        var answer = HandleAsync(payload, context, host.Token).AsTask();
        for (var step = 0; !answer.IsCompleted; step++)
        {
            Assert.True(step < MaxSteps, "The invocation does not end.");
            if (!SuspendedCalls.Next())
            {
                _clock.Advance(TimeSpan.FromMilliseconds(10));
            }

            await Task.Yield();
        }

        if (_underWay > 0)
        {
            Violations.Add($"{_underWay} calls were under way when the invocation had ended");
        }

        // Abandoned code may still write.
        payload.AsSpan().Fill((byte)'#');
        while (SuspendedCalls.Next())
        {
        }

        result.Failed = answer.IsFaulted || answer.IsCanceled ? null : FailedIn(await answer);
        return result;
    }

    /// <summary>A call's use of its memory: it reads it, waits, and verifies that it is unchanged.</summary>
    public async Task DuringAsync(IReadOnlyList<ReadOnlyMemory<byte>> memory, CancellationToken cancellationToken)
    {
        var before = memory.Select(static one => one.ToArray()).ToList();
        foreach (var one in memory)
        {
            Arrays.Hold(one);
        }

        Interlocked.Increment(ref _underWay);
        try
        {
            for (var turn = 0; turn < WaitsOfACall; turn++)
            {
                await SuspendedCalls.WaitAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            foreach (var one in memory)
            {
                Arrays.Release(one);
            }
        }

        if (memory.Where((one, i) => !one.Span.SequenceEqual(before[i])).Any())
        {
            Violations.Add("memory changed while a call had it");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public virtual void Dispose()
    {
        Activity.CurrentChanged -= OnCurrentChanged;
        _activities.Dispose();
        _metrics.Dispose();
        Arrays.Dispose();
    }

    /// <summary>Called when a batch begins.</summary>
    protected virtual void Begin()
    {
    }

    private ActivitySamplingResult Sampled(Seam seam)
    {
        Fuse.Pass(seam);
        return ActivitySamplingResult.AllDataAndRecorded;
    }

    private void OnCurrentChanged(object? sender, ActivityChangedEventArgs change) => Fuse.Pass(Seam.CurrentActivity);

    private static string[] FailedIn(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }
}
