using System.Globalization;
using Fw24.Diagnostics;

namespace Fw24.Audit.Sinks;

/// <summary>Writes audit records to a log group of CloudWatch Logs: one event per change, with the time of the change.</summary>
/// <remarks>
/// Each function instance has its own log stream per day, so no two instances write to the same one. A record that is delivered again is
/// written again: <see cref="AuditTrail"/> recognizes it by its event id.
/// </remarks>
internal sealed class CloudWatchAuditSink : IAuditSink
{
    private readonly ICloudWatchLogs _logs;
    private readonly string _logGroup;
    private readonly string _function;
    private readonly string _instance;
    private readonly TimeProvider _time;
    private volatile string? _created;

    /// <summary>Creates a sink that writes to a log group.</summary>
    /// <param name="logs">CloudWatch Logs, in the log group's region.</param>
    /// <param name="logGroup">The log group. It must exist.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="instance">An id that no other instance of the function has, had or will have.</param>
    /// <param name="time">The clock that determines the day.</param>
    public CloudWatchAuditSink(ICloudWatchLogs logs, string logGroup, string function, string instance, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentException.ThrowIfNullOrEmpty(logGroup);
        ArgumentException.ThrowIfNullOrEmpty(function);
        ArgumentException.ThrowIfNullOrEmpty(instance);
        ArgumentNullException.ThrowIfNull(time);
        (_logs, _logGroup, _function, _instance, _time) = (logs, logGroup, function, instance, time);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var oversized = new List<int>();
        var chunks = LogEventChunks.Of(records, oversized);
        var failures = oversized.ConvertAll(static index => new AuditFailure(
            index, $"The audit record is larger than {LogEventChunks.MaxMessageBytes} bytes, the maximum size of a CloudWatch Logs event.", Permanent: true));

        string? reason = null;
        foreach (var chunk in chunks)
        {
            // After one failure, skip the remaining calls; all are retried together.
            reason ??= await TryPutAsync(records, chunk, failures, cancellationToken).ConfigureAwait(false);
            if (reason is not null)
            {
                failures.AddRange(chunk.Select(index => new AuditFailure(index, reason, Permanent: false)));
            }
        }

        return failures;
    }

    private async ValueTask<string?> TryPutAsync(IReadOnlyList<AuditRecord> records, int[] chunk, List<AuditFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await EnsureStreamAsync(cancellationToken).ConfigureAwait(false);
            var events = Array.ConvertAll(chunk, index => new LogEvent(records[index].Time, records[index].Json));
            var rejected = await _logs.PutLogEventsAsync(_logGroup, stream, events, cancellationToken).ConfigureAwait(false);
            AddRejected(rejected, chunk, failures);
            return null;
        }
        catch (Exception exception)
        {
            // The log stream may have been deleted with its group; creating it again costs one call.
            _created = null;
            return ExceptionSummary.Of(exception);
        }
    }

    private async ValueTask<string> EnsureStreamAsync(CancellationToken cancellationToken)
    {
        // The name of a log stream must not contain ":" or "*".
        var stream = string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow().UtcDateTime:yyyy'/'MM'/'dd}/{_function}/{_instance}");
        if (_created != stream)
        {
            await _logs.CreateLogStreamAsync(_logGroup, stream, cancellationToken).ConfigureAwait(false);
            _created = stream;
        }

        return stream;
    }

    // A successful PutLogEvents may reject events: those before one index are too old, those from another on too new. An end of 0 would mean no event at all;
    // some endpoints other than AWS return it when event 0 is too old, which would then be lost.
    private static void AddRejected(RejectedLogEvents rejected, int[] chunk, List<AuditFailure> failures)
    {
        var expiredEnd = rejected.ExpiredEnd is { } expired ? Math.Max(expired, 1) : 0;
        var tooOldEnd = rejected.TooOldEnd is { } tooOld ? Math.Max(tooOld, 1) : 0;
        for (var i = 0; i < chunk.Length; i++)
        {
            if (i < expiredEnd)
            {
                failures.Add(new AuditFailure(chunk[i], "The change is older than the log group's retention period.", Permanent: true));
            }
            else if (i < tooOldEnd)
            {
                failures.Add(new AuditFailure(chunk[i], "The change is too old for CloudWatch Logs, which accepts events of the last 14 days.", Permanent: true));
            }
            else if (i >= rejected.TooNewStart)
            {
                failures.Add(new AuditFailure(chunk[i], "The change is too far in the future for CloudWatch Logs, which accepts events up to 2 hours ahead.", Permanent: false));
            }
        }
    }
}
