using Fw24.Audit;
using Fw24.Audit.Sinks;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>CloudWatch Logs as documented: it rejects what PutLogEvents rejects.</summary>
internal sealed class FakeLogs : ICloudWatchLogs
{
    private readonly HashSet<(string Group, string Stream)> _streams = [];

    /// <summary>The exception of the n-th call that puts events, from 0.</summary>
    public Func<int, Exception?> OnPut { get; init; } = static _ => null;

    /// <summary>The events that are rejected although the call succeeds.</summary>
    public Func<IReadOnlyList<LogEvent>, RejectedLogEvents> Reject { get; init; } = static _ => default;

    public List<string> CreatedStreams { get; } = [];

    public List<IReadOnlyList<LogEvent>> Calls { get; } = [];

    public IEnumerable<AuditEntry> Entries => Calls.SelectMany(static call => call).Select(static log => AuditEntry.Parse(log.Message.Span));

    public ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken)
    {
        Assert.InRange(logStream.Length, 1, 512);
        Assert.DoesNotContain(':', logStream);
        Assert.DoesNotContain('*', logStream);
        _streams.Add((logGroup, logStream));
        CreatedStreams.Add(logStream);
        return ValueTask.CompletedTask;
    }

    public ValueTask<RejectedLogEvents> PutLogEventsAsync(string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Assert.Contains((logGroup, logStream), _streams);
        Assert.InRange(events.Count, 1, 10_000);
        Assert.True(events.Sum(static log => (long)log.Message.Length + 26) <= 1_048_576, "The call is over 1,048,576 bytes.");
        Assert.All(events.Zip(events.Skip(1)), static pair => Assert.True(pair.First.Timestamp <= pair.Second.Timestamp, "Events are not in order of time."));
        Assert.True(events[^1].Timestamp - events[0].Timestamp <= TimeSpan.FromHours(24), "The call spans more than 24 hours.");

        var failure = OnPut(Calls.Count);
        Calls.Add(failure is null ? events : []);
        return failure is null ? ValueTask.FromResult(Reject(events)) : throw failure;
    }
}
