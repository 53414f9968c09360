using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Fw24.Diagnostics;
using Fw24.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Functions;

/// <summary>Records traces and metrics of a function and reports to the observer. Without a listener that costs a few nanoseconds.</summary>
/// <remarks>
/// Nothing here throws. Listeners, samplers, observers and clocks are user code that .NET calls within the function's own code: their exceptions
/// must not lose, repeat or fail a record, nor end an invocation while its calls are in progress.
/// </remarks>
internal sealed partial class FunctionTelemetry
{
    /// <summary>The counter of records.</summary>
    public const string Records = "fw24.records";

    /// <summary>The histogram of ages.</summary>
    public const string Ages = "fw24.age";

    /// <summary>The histogram of durations.</summary>
    public const string Durations = "fw24.duration";

    /// <summary>The counter of gaps in audit trails.</summary>
    public const string Gaps = "fw24.gaps";

    /// <summary>The counter of audit records in conflict with stored ones.</summary>
    public const string Conflicts = "fw24.conflicts";

    /// <summary>The counter of overwritten rows that accompany audit records.</summary>
    public const string ReplacedRows = "fw24.replaced_rows";

    /// <summary>The histogram of the time for which records waited to be sealed.</summary>
    public const string SealLags = "fw24.seal.lag";

    // The timestamp of a clock that throws.
    private const long Unknown = long.MinValue;

    // The default buckets are for milliseconds. From a batch that is prepared in no time to a function's longest timeout.
    private static readonly InstrumentAdvice<double> s_durationAdvice = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    // From a batch without a wait to a day, after which DynamoDB removes a stream's records.
    private static readonly InstrumentAdvice<double> s_ageAdvice = new()
    {
        HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400],
    };

    private static readonly Counter<long>? s_records = Fw24Telemetry.Made(static meter => meter.CreateCounter<long>(Records, "{record}", "The outcomes of records."));
    private static readonly Counter<long>? s_gaps = Fw24Telemetry.Made(static meter => meter.CreateCounter<long>(Gaps, "{gap}", "Gaps in audit trails: places where records were found to be missing, or are no longer missing."));
    private static readonly Counter<long>? s_conflicts = Fw24Telemetry.Made(static meter => meter.CreateCounter<long>(Conflicts, "{record}", "Audit records that conflict with a stored record of the same change."));
    private static readonly Counter<long>? s_replacedRows = Fw24Telemetry.Made(static meter => meter.CreateCounter<long>(ReplacedRows, "{row}", "Invalid rows in place of heads and gaps of audit trails, which were overwritten."));
    private static readonly Histogram<double>? s_age = Fw24Telemetry.Made(
        static meter => meter.CreateHistogram(Ages, "s", "The age of a batch's oldest change.", null, s_ageAdvice));
    private static readonly Histogram<double>? s_sealLag = Fw24Telemetry.Made(static meter => meter.CreateHistogram(
        SealLags, "s", "The time for which the oldest records waited that a run found to seal.", null, s_ageAdvice));
    private static readonly Histogram<double>? s_duration = Fw24Telemetry.Made(
        static meter => meter.CreateHistogram(Durations, "s", "The duration of a stage.", null, s_durationAdvice));

    private readonly string _name;

    // The name in AWS, once an invocation states it.
    private volatile string _faasName;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KeyValuePair<string, object?> _function;
    private int _failures;
    private int _isWarm;

    /// <summary>Creates the telemetry of a function.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log for the first listener that throws.</param>
    public FunctionTelemetry(string function, TimeProvider time, GuardedLogger? logger = null)
    {
        (_name, _faasName, _time, _logger) = (function, function, time, (ILogger?)logger ?? NullLogger.Instance);
        _function = new("function", function);
    }

    /// <summary>The current timestamp, for <see cref="Took"/>.</summary>
    public long Now => Guard(_time, static time => time.GetTimestamp(), Unknown);

    /// <summary>Starts the activity of an invocation.</summary>
    /// <typeparam name="TBatch">The type of the batch.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <param name="batch">The batch, which is passed to <paramref name="describe"/>.</param>
    /// <param name="describe">Adds the attributes of the batch's source.</param>
    /// <returns>The activity; dispose it at the end.</returns>
    public FunctionActivity StartInvocation<TBatch>(InvocationContext context, TBatch batch, Action<Activity, TBatch> describe)
    {
        var isCold = Interlocked.Exchange(ref _isWarm, 1) == 0;
        _faasName = context.DeployedName ?? _name;
        return Start((Function: _name, context, batch, describe, isCold), static one =>
        {
            var activity = Fw24Telemetry.Activities?.CreateActivity(one.Function, ActivityKind.Consumer, one.context.TraceParent)?
                .SetTag("faas.name", one.context.DeployedName ?? one.Function)
                .SetTag("faas.invocation_id", one.context.RequestId)
                .SetTag("faas.coldstart", one.isCold);
            if (activity is not null)
            {
                one.describe(activity, one.batch);
            }

            return activity;
        });
    }

    /// <summary>Starts the activity of a call that publishes messages.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="count">The number of messages.</param>
    /// <param name="writers">The trace contexts in which the changes were made, as far as they are known.</param>
    /// <returns>The activity; dispose it at the end.</returns>
    public FunctionActivity StartPublishing(string topic, int count, IReadOnlyList<ActivityContext> writers)
        => Start((Function: _faasName, topic, count, Links: writers.Count > 0 ? LinksTo(writers) : null), static one => Named(
            Fw24Telemetry.Activities?.CreateActivity("publish", ActivityKind.Producer, parentContext: default, links: one.Links)?
                .SetTag("faas.name", one.Function)
                .SetTag("messaging.system", MessagingTags.Sns)
                .SetTag("messaging.operation.name", "publish")
                .SetTag("messaging.operation.type", "send")
                .SetTag("messaging.batch.message_count", one.count),
            one.topic));

    /// <summary>Starts the activity of storing audit records, linked to the invocations that published their messages.</summary>
    /// <param name="publishers">The trace contexts of these invocations.</param>
    /// <param name="count">The number of records.</param>
    /// <returns>The activity; dispose it at the end.</returns>
    public FunctionActivity StartStoring(IEnumerable<ActivityContext> publishers, int count)
        => Start((Function: _faasName, publishers, count), static one => Fw24Telemetry.Activities?
            .CreateActivity("store", ActivityKind.Client, parentContext: default, links: LinksTo(one.publishers))?
            .SetTag("faas.name", one.Function)
            .SetTag("messaging.batch.message_count", one.count));

    /// <summary>
    /// Starts the activity of handling one message, linked to the invocation that published it and to the change's writer.
    /// </summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="queue">The queue's name, if it is known.</param>
    /// <param name="record">The message's record.</param>
    /// <param name="writer">The trace context in which the change was made, if it is known.</param>
    /// <returns>The activity; dispose it at the end.</returns>
    public FunctionActivity StartHandling(string messageId, string? queue, in StreamRecord record, ActivityContext? writer)
    {
        if (!IsTraced)
        {
            return default;
        }

        ActivityLink[] links = [.. LinksTo(new[] { PublisherOf(record), writer }.OfType<ActivityContext>())];
        var eventId = Encoding.UTF8.GetString(record.EventId.Span);
        return Start((Function: _faasName, links, MessageId: messageId, Queue: queue, EventId: eventId), static one => Named(
            Fw24Telemetry.Activities?.CreateActivity("handle", ActivityKind.Consumer, parentContext: default, links: one.links)?
                .SetTag("faas.name", one.Function)
                .SetTag("messaging.system", MessagingTags.Sqs)
                .SetTag("messaging.operation.name", "process")
                .SetTag("messaging.operation.type", "process")
                .SetTag("messaging.message.id", one.MessageId)
                .SetTag("cloudevents.event_id", one.EventId),
            one.Queue));
    }

    /// <summary>
    /// Starts the activity of handling a batch of messages in one call, linked to the invocations that published them and to the changes'
    /// writers.
    /// </summary>
    /// <param name="queue">The queue's name, if it is known.</param>
    /// <param name="origins">The trace contexts of these.</param>
    /// <param name="count">The number of messages.</param>
    /// <returns>The activity; dispose it at the end.</returns>
    public FunctionActivity StartHandling(string? queue, IEnumerable<ActivityContext> origins, int count)
        => Start((Function: _faasName, Queue: queue, origins, count), static one => Named(
            Fw24Telemetry.Activities?.CreateActivity("handle", ActivityKind.Consumer, parentContext: default, links: LinksTo(one.origins))?
                .SetTag("faas.name", one.Function)
                .SetTag("messaging.system", MessagingTags.Sqs)
                .SetTag("messaging.operation.name", "process")
                .SetTag("messaging.operation.type", "process")
                .SetTag("messaging.batch.message_count", one.count),
            one.Queue));

    /// <summary>Indicates whether anyone listens to activities.</summary>
    public static bool IsTraced => Fw24Telemetry.Activities?.HasListeners() is true;

    /// <summary>Returns the trace context of the invocation that published a change, if its message has one.</summary>
    public static ActivityContext? PublisherOf(in StreamRecord record)
        => ActivityContext.TryParse(Encoding.UTF8.GetString(record.TraceParent.Span), null, isRemote: true, out var publisher)
            ? publisher
            : null;

    /// <summary>Returns the trace context in which a change was made, if its item has it and anyone listens to activities.</summary>
    public static ActivityContext? WriterOf(EntityModel? entity, in StreamRecord record)
        => IsTraced && entity?.TraceParentOf(record) is { } trace && ActivityContext.TryParse(trace, null, isRemote: true, out var writer)
            ? writer
            : null;

    /// <summary>Marks an activity as failed, with an event for the exception.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="logging">Decides whether the exception's message is reported. Default: it is not, since it may quote an item.</param>
    public void Fail(Activity activity, Exception exception, ExceptionLogging? logging = null)
        => Guard((activity, exception, Logging: logging ?? ExceptionLogging.Withheld), static one =>
        {
            var told = one.Logging.ToLog(one.exception);
            var type = ExceptionSummary.TypeOf(one.exception);
            var tags = new ActivityTagsCollection
            {
                ["exception.type"] = type,
                ["exception.message"] = told.Message,
                ["exception.stacktrace"] = told.ToString(),
            };
            one.activity
                .SetStatus(ActivityStatusCode.Error, told.Message)
                .SetTag("error.type", type)
                .AddEvent(new ActivityEvent("exception", tags: tags));
        });

    /// <summary>Marks an activity as failed.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="error">The service's error code, without item values.</param>
    public void Fail(Activity activity, string error)
        => Guard((activity, error), static one =>
        {
            one.activity.SetStatus(ActivityStatusCode.Error, one.error).SetTag("error.type", one.error);
        });

    /// <summary>Ends an activity.</summary>
    public void Stop(Activity activity) => Guard(activity, static one => one.Dispose());

    /// <summary>Counts records with the same outcome.</summary>
    /// <param name="outcome">The outcome: one lower case word.</param>
    /// <param name="count">The number of records.</param>
    public void Count(string outcome, int count)
    {
        if (count > 0)
        {
            Guard((Function: _function, outcome, count), static one => s_records?.Add(one.count, one.Function, new("outcome", one.outcome)));
        }
    }

    /// <summary>Counts gaps in audit trails.</summary>
    /// <param name="opened">The increase in the number of gaps; negative when some were filled.</param>
    public void GapsOpened(int opened)
    {
        if (opened != 0)
        {
            Guard((Function: _function, opened), static one => s_gaps?.Add(Math.Abs(one.opened), one.Function, new("state", one.opened > 0 ? "opened" : "filled")));
        }
    }

    /// <summary>Counts an audit record of a change that is already stored with a different record.</summary>
    public void ConflictFound() => Guard(_function, static function => s_conflicts?.Add(1, function));

    /// <summary>Counts an overwritten row that accompanies audit records.</summary>
    public void RowReplaced() => Guard(_function, static function => s_replacedRows?.Add(1, function));

    /// <summary>Records the age of a batch's oldest change.</summary>
    /// <param name="changedAt">The time of the change.</param>
    public void Age(DateTimeOffset changedAt)
    {
        if (s_age is { Enabled: true })
        {
            Guard((Telemetry: this, changedAt), static one =>
                s_age.Record(Math.Max(0, (one.Telemetry._time.GetUtcNow() - one.changedAt).TotalSeconds), one.Telemetry._function));
        }
    }

    /// <summary>Records the time for which the oldest records waited that a run found to seal; zero if there were none.</summary>
    /// <param name="storedAt">The time at which they were stored.</param>
    public void SealLag(DateTimeOffset? storedAt)
    {
        if (s_sealLag is { Enabled: true })
        {
            Guard((Telemetry: this, storedAt), static one =>
            {
                var now = one.Telemetry._time.GetUtcNow();
                s_sealLag.Record(Math.Max(0, (now - (one.storedAt ?? now)).TotalSeconds), one.Telemetry._function);
            });
        }
    }

    /// <summary>Records the duration of a stage.</summary>
    /// <param name="stage">The stage: one lower case word.</param>
    /// <param name="since">The timestamp of its start: <see cref="Now"/>.</param>
    public void Took(string stage, long since)
    {
        if (s_duration is { Enabled: true } && since != Unknown)
        {
            Guard((Telemetry: this, stage, since), static one =>
                s_duration.Record(one.Telemetry._time.GetElapsedTime(one.since).TotalSeconds, one.Telemetry._function, new("stage", one.stage)));
        }
    }

    /// <summary>Reports the outcome of a record to the invocation's observer.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="outcome">The outcome.</param>
    public void Tell(InvocationContext context, RecordOutcome outcome)
        => Guard((context, outcome), static one => one.context.OnOutcome?.Invoke(one.outcome));

    private static IEnumerable<ActivityLink> LinksTo(IEnumerable<ActivityContext> publishers)
        => publishers.Distinct().Select(static publisher => new ActivityLink(publisher));

    // By convention, a span's name is its operation and destination, such as "publish orders-stream.fifo".
    private static Activity? Named(Activity? activity, string? destination)
    {
        if (activity is not null && destination is not null)
        {
            activity.SetTag("messaging.destination.name", destination);
            activity.DisplayName = $"{activity.GetTagItem("messaging.operation.name")} {destination}";
        }

        return activity;
    }

    // Create and start separately: an activity whose listeners throw at its start has started anyway, and its end is still reported to them.
    private FunctionActivity Start<TState>(TState state, Func<TState, Activity?> create)
    {
        if (Guard(state, create, null) is not { } activity)
        {
            return default;
        }

        Guard(activity, static one => { one.Start(); });
        return new FunctionActivity(this, activity);
    }

    private void Guard<TState>(TState state, Action<TState> act) => Guard((state, act), static one =>
    {
        one.act(one.state);
        return true;
    }, false);

    // All code of listeners, observers and clocks runs here.
    private T Guard<TState, T>(TState state, Func<TState, T> act, T otherwise)
    {
        try
        {
            return act(state);
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _failures, 1) == 0)
            {
                LogFailure(_name, ExceptionSummary.Of(exception));
            }

            return otherwise;
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "{Function}: a listener of its traces, metrics or outcomes, or its clock, failed: {Error}. No record is affected. Further failures of this kind are not logged")]
    private partial void LogFailure(string function, string error);
}
