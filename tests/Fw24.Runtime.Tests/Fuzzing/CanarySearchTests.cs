using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Fw24.Diagnostics;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>No output contains a secret, for any app and event.</summary>
/// <remarks>
/// <c>FW24_CANARY_COUNT</c> is the number of events (100,000 by default) and <c>FW24_CANARY_SEED</c> the seed of the first (0 by default); each
/// event has its own seed, which a failure names. To repeat a single event, use its seed and a count of 1.
/// </remarks>
[Trait("Category", "Fuzz")]
public sealed class CanarySearchTests(ITestOutputHelper output)
{
    private static readonly SearchValues<string> s_canaries = SearchValues.Create(CanaryEvents.Canaries, StringComparison.Ordinal);

    // Listeners receive the telemetry of all concurrent tests: other tests must not pay for the search.
    private static readonly AsyncLocal<bool> s_isSearching = new();

    [Fact]
    public void S13_H22_No_output_holds_a_secret_whatever_the_app_and_the_event()
    {
        var (first, count) = (Variable("FW24_CANARY_SEED", 0), Variable("FW24_CANARY_COUNT", 100_000));
        var hits = new ConcurrentQueue<string>();
        var (published, parked) = (0, 0);
        using var activities = Listen(hits);
        using var metrics = Measure(hits);
        var watch = Stopwatch.StartNew();

        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            var pipeline = Run(seed, forgets: false);
            Interlocked.Add(ref published, pipeline.Published);
            Interlocked.Add(ref parked, pipeline.Parked);
            if (Find(pipeline.Outputs) is { } hit)
            {
                hits.Enqueue($"FW24_CANARY_SEED={seed} FW24_CANARY_COUNT=1: {hit}");
                loop.Stop();
            }
        });

        output.WriteLine($"Seeds {first} to {first + count - 1}: {published} published, {parked} parked, {hits.Count} hits, {watch.Elapsed.TotalSeconds:0} s.");
        Assert.True(hits.IsEmpty, string.Join("\n", hits));
        Assert.True(count < 1000 || (published > count / 4 && parked > count / 4));
    }

    [Fact]
    public void The_search_finds_a_secret_that_the_model_forgot()
        => Assert.Contains(Enumerable.Range(0, 100), static seed => Find(Run(seed, forgets: true).Outputs) is not null);

    private static CanaryPipeline Run(int seed, bool forgets)
    {
        s_isSearching.Value = true;
        var random = new Random(seed);
        var app = new CanaryApp(random, forgets);
        var pipeline = new CanaryPipeline(app, random);

        // Completes synchronously: only the pipeline itself waits.
        pipeline.RunAsync(new CanaryEvents(app, random).Event()).GetAwaiter().GetResult();
        return pipeline;
    }

    private static string? Find(List<string> outputs)
    {
        foreach (var text in outputs)
        {
            if (text.AsSpan().ContainsAny(s_canaries) || (text.Contains("\\u", StringComparison.Ordinal) && Unescape(text).AsSpan().ContainsAny(s_canaries)))
            {
                return text;
            }
        }

        return null;
    }

    // Other escapes never represent a character of a canary.
    private static string Unescape(string text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = (ushort)text[i];
            var isEscape = unit == '\\' && i + 6 <= text.Length && text[i + 1] == 'u' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit);
            unescaped.Append((char)(isEscape ? unit : text[i]));
            i += isEscape ? 5 : 0;
        }

        return unescaped.ToString();
    }

    private static ActivityListener Listen(ConcurrentQueue<string> hits)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Fw24Telemetry.Name,
            Sample = static (ref _) => s_isSearching.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity => Note(hits, [activity.DisplayName, .. activity.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"), .. activity.Events.Select(static e => e.Name)]),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<string> hits)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Fw24Telemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Note(hits, tags));
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(hits, tags));
        listener.Start();
        return listener;
    }

    private static void Note(ConcurrentQueue<string> hits, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (s_isSearching.Value)
        {
            Note(hits, [.. tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}")]);
        }
    }

    private static void Note(ConcurrentQueue<string> hits, List<string> outputs)
    {
        if (Find(outputs) is { } hit)
        {
            hits.Enqueue($"telemetry: {hit}");
        }
    }

    private static int Variable(string name, int otherwise)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
