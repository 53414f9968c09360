using Fw24.Audit.Sinks;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Logs;

/// <summary>A log group.</summary>
public sealed class LocalLogGroup
{
    /// <summary>The maximum number of events in a PutLogEvents call (CloudWatch Logs, PutLogEvents).</summary>
    public const int MaxEvents = 10_000;

    /// <summary>
    /// The maximum number of bytes in a PutLogEvents call, including <see cref="EventOverhead"/> for each event (CloudWatch Logs, PutLogEvents).
    /// </summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The number of bytes that an event counts in addition to its message (CloudWatch Logs, PutLogEvents).</summary>
    public const int EventOverhead = 26;

    private static readonly TimeSpan s_longestSpan = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_tooNew = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_tooOld = TimeSpan.FromDays(14);

    private readonly LogGroupResource _resource;
    private readonly EventLoop _loop;
    private readonly Counters _counters;
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
    private readonly List<LocalLogEvent> _events = [];

    internal LocalLogGroup(LogGroupResource resource, EventLoop loop, Counters counters)
    {
        _resource = resource;
        _loop = loop;
        _counters = counters;
    }

    /// <summary>The log group's name.</summary>
    public string Name => _resource.Name;

    /// <summary>The events in the order in which they were stored, without those older than the group's retention.</summary>
    public IReadOnlyList<LocalLogEvent> Events
    {
        get
        {
            lock (_loop.Gate)
            {
                return Expiry is { } expiry ? _events.FindAll(stored => stored.Timestamp >= expiry) : [.. _events];
            }
        }
    }

    private DateTimeOffset? Expiry => _resource.RetentionDays > 0 ? _loop.Now.AddDays(-_resource.RetentionDays) : null;

    /// <summary>Creates a log stream (CreateLogStream). Succeeds if it exists.</summary>
    /// <param name="logStream">The log stream: 1 to 512 characters, without <c>:</c> and <c>*</c>.</param>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">The name is invalid.</exception>
    internal void CreateStream(string logStream)
    {
        if (logStream.Length is 0 or > 512 || logStream.AsSpan().ContainsAny(':', '*'))
        {
            throw Invalid($"1 validation error detected: Value '{logStream}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*");
        }

        lock (_loop.Gate)
        {
            _streams.Add(logStream);
        }
    }

    /// <summary>Stores events (PutLogEvents).</summary>
    /// <param name="logStream">The log stream.</param>
    /// <param name="events">The events.</param>
    /// <returns>The events that were rejected although the call succeeded: too old, expired, or too far in the future.</returns>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">CloudWatch Logs would reject the whole call.</exception>
    internal RejectedLogEvents Put(string logStream, IReadOnlyList<LogEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Check(events);
        lock (_loop.Gate)
        {
            if (!_streams.Contains(logStream))
            {
                throw AwsErrors.Refused("ResourceNotFoundException", "The specified log stream does not exist.");
            }

            return Store(logStream, events);
        }
    }

    /// <summary>Takes over an event of an earlier run.</summary>
    /// <param name="stored">The event.</param>
    internal void Restore(LocalLogEvent stored)
    {
        lock (_loop.Gate)
        {
            _events.Add(stored);
        }
    }

    private static void Check(IReadOnlyList<LogEvent> events)
    {
        if (events.Count is 0 or > MaxEvents)
        {
            throw Invalid($"1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length between 1 and {MaxEvents}");
        }

        long bytes = 0;
        for (var index = 0; index < events.Count; index++)
        {
            bytes += events[index].Message.Length + EventOverhead;
            if (events[index].Message.IsEmpty)
            {
                throw Invalid("1 validation error detected: Value '' at 'logEvents.member.message' failed to satisfy constraint: Member must have length greater than or equal to 1");
            }

            if (index > 0 && events[index].Timestamp < events[index - 1].Timestamp)
            {
                throw Invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
        }

        if (bytes > MaxBytes)
        {
            throw Invalid($"Upload too large: {bytes} bytes exceeds limit of {MaxBytes}");
        }

        if (events[events.Count - 1].Timestamp - events[0].Timestamp > s_longestSpan)
        {
            throw Invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private RejectedLogEvents Store(string logStream, IReadOnlyList<LogEvent> events)
    {
        var now = _loop.Now;
        var tooOldEnd = 0;
        var expiredEnd = 0;
        var tooNewStart = events.Count;
        for (var index = 0; index < events.Count; index++)
        {
            var timestamp = events[index].Timestamp;
            if (timestamp > now + s_tooNew)
            {
                tooNewStart = Math.Min(tooNewStart, index);
            }
            else if (Expiry is { } expiry && timestamp < expiry)
            {
                expiredEnd = index + 1;
            }
            else if (timestamp < now - s_tooOld)
            {
                tooOldEnd = index + 1;
            }
            else
            {
                // The caller may reuse its buffer.
                _events.Add(new LocalLogEvent(logStream, timestamp, now, events[index].Message.ToArray()));
                _counters.LogEvents++;
            }
        }

        return new RejectedLogEvents(
            tooOldEnd > 0 ? tooOldEnd : null, expiredEnd > 0 ? expiredEnd : null, tooNewStart < events.Count ? tooNewStart : null);
    }

    private static Amazon.Runtime.AmazonServiceException Invalid(string message) => AwsErrors.Refused("InvalidParameterException", message);
}
