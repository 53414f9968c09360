using Fw24.Diagnostics;
using Fw24.Lambda;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Lambda;

public sealed class TelemetryFlusherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<LambdaRuntime> _log = new();

    [Theory]
    [InlineData(60_000, 1_000)]
    [InlineData(300, 200)]
    public async Task A_silent_collector_delays_the_next_invocation_by_a_second_at_most_and_ends_before_the_deadline(int left, int wait)
    {
        var flush = new Flush { Answer = new TaskCompletionSource().Task };
        var flusher = Flusher(flush);

        var ending = flusher.FlushAsync(_time.GetUtcNow().AddMilliseconds(left)).AsTask();
        await flush.BeganAsync();
        _time.Advance(TimeSpan.FromMilliseconds(wait - 1));
        Assert.False(ending.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await ending;

        Assert.Contains("Telemetry could not be sent before", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Contains("System.TimeoutException", _log.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Without_time_beyond_the_reserve_nothing_is_flushed(int left)
    {
        var flush = new Flush();

        await Flusher(flush).FlushAsync(_time.GetUtcNow().AddMilliseconds(left));

        Assert.Equal(0, flush.Count);
    }

    [Fact]
    public async Task Invocations_that_end_during_a_flush_share_the_next()
    {
        var first = new TaskCompletionSource();
        var flush = new Flush { Answer = first.Task };
        var flusher = Flusher(flush);

        var endings = new List<Task> { flusher.FlushAsync(DateTimeOffset.MaxValue).AsTask() };
        await flush.BeganAsync();
        flush.Answer = Task.CompletedTask;
        endings.AddRange(Enumerable.Range(0, 5).Select(_ => flusher.FlushAsync(DateTimeOffset.MaxValue).AsTask()));
        Assert.Equal(1, flush.Count);
        Assert.DoesNotContain(endings, static ending => ending.IsCompleted);
        first.SetResult();
        await Task.WhenAll(endings);
        Assert.Equal(2, flush.Count);

        await flusher.FlushAsync(DateTimeOffset.MaxValue);
        Assert.Equal(3, flush.Count);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_flush_that_fails_is_logged_once_without_what_it_quotes()
    {
        var flush = new Flush { Answer = Task.FromException(new IOException("canary")) };
        var flusher = Flusher(flush);

        await flusher.FlushAsync(DateTimeOffset.MaxValue);
        await flusher.FlushAsync(DateTimeOffset.MaxValue);

        Assert.Equal(2, flush.Count);
        Assert.DoesNotContain("canary", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private TelemetryFlusher Flusher(Flush flush) => new([flush], _time, new GuardedLogger(_log));

    private sealed class Flush : ITelemetryFlush
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Answer { get; set; } = Task.CompletedTask;

        public int Count => Volatile.Read(ref _count);

        public Task BeganAsync() => _began.Task;

        public async ValueTask FlushAsync(TimeSpan timeout)
        {
            var answer = Answer;
            Interlocked.Increment(ref _count);
            _began.TrySetResult();
            await answer;
        }
    }
}
