using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;

namespace Fw24.Diagnostics;

/// <summary>Traces, counts and times what a function does. Without a listener that costs a few nanoseconds.</summary>
/// <param name="function">The function's name.</param>
/// <param name="time">The clock.</param>
internal sealed class FunctionTelemetry(string function, TimeProvider time)
{
    /// <summary>The counter of records.</summary>
    public const string Records = "fw24.records";

    /// <summary>The histogram of ages.</summary>
    public const string Ages = "fw24.age";

    /// <summary>The histogram of durations.</summary>
    public const string Durations = "fw24.duration";

    /// <summary>The counter of gaps in audit trails.</summary>
    public const string Gaps = "fw24.gaps";

    /// <summary>The counter of rows beside audit records that were written over.</summary>
    public const string ReplacedRows = "fw24.replaced_rows";

    private static readonly Counter<long> s_records = Fw24Telemetry.Meter.CreateCounter<long>(Records, "{record}", "What became of records.");
    private static readonly Counter<long> s_gaps = Fw24Telemetry.Meter.CreateCounter<long>(Gaps, "{gap}", "Places in audit trails where records turned out to be missing, or to be missing no more.");
    private static readonly Counter<long> s_replacedRows = Fw24Telemetry.Meter.CreateCounter<long>(ReplacedRows, "{row}", "Rows in the places of heads and gaps of audit trails that were none, and were written over.");
    private static readonly Histogram<double> s_age = Fw24Telemetry.Meter.CreateHistogram<double>(Ages, "s", "How long ago a batch's oldest change was.");
    private static readonly Histogram<double> s_duration = Fw24Telemetry.Meter.CreateHistogram<double>(Durations, "s", "How long a stage took.");

    private readonly KeyValuePair<string, object?> _function = new("function", function);

    /// <summary>Now, for <see cref="Took"/>.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>Starts the activity of an invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <returns>The activity; <see langword="null"/> when nobody listens.</returns>
    public Activity? StartInvocation(InvocationContext context) => Fw24Telemetry.Activities
        .StartActivity(function, ActivityKind.Consumer, context.TraceParent)?
        .SetTag("faas.invocation_id", context.RequestId);

    /// <summary>Starts the activity of one stage.</summary>
    /// <param name="stage">The stage: one lower case word.</param>
    /// <param name="kind">Which side of a queue or call it is on.</param>
    /// <returns>The activity; <see langword="null"/> when nobody listens.</returns>
    public Activity? Start(string stage, ActivityKind kind) => Fw24Telemetry.Activities.StartActivity(stage, kind)?.SetTag("function", function);

    /// <summary>Starts the activity of handling one message, linked to the invocation that published it.</summary>
    /// <param name="record">The message's record.</param>
    /// <returns>The activity; <see langword="null"/> when nobody listens.</returns>
    public Activity? StartHandling(in StreamRecord record)
    {
        if (!Fw24Telemetry.Activities.HasListeners())
        {
            return null;
        }

        ActivityLink[]? links = ActivityContext.TryParse(Encoding.UTF8.GetString(record.TraceParent.Span), null, isRemote: true, out var publisher)
            ? [new ActivityLink(publisher)]
            : null;
        return Fw24Telemetry.Activities
            .StartActivity(ActivityKind.Consumer, links: links, name: "handle")?
            .SetTag("function", function)
            .SetTag("messaging.message.id", Encoding.UTF8.GetString(record.EventId.Span));
    }

    /// <summary>Counts records of one outcome.</summary>
    /// <param name="outcome">What became of them: one lower case word.</param>
    /// <param name="count">How many there are.</param>
    public void Count(string outcome, int count)
    {
        if (count > 0)
        {
            s_records.Add(count, _function, new("outcome", outcome));
        }
    }

    /// <summary>Counts gaps in audit trails.</summary>
    /// <param name="opened">How many more there are than before; less than 0 when some were filled.</param>
    public void GapsOpened(int opened)
    {
        if (opened != 0)
        {
            s_gaps.Add(Math.Abs(opened), _function, new("state", opened > 0 ? "opened" : "filled"));
        }
    }

    /// <summary>Counts a row beside audit records that was written over.</summary>
    public void RowReplaced() => s_replacedRows.Add(1, _function);

    /// <summary>Tells when a batch's oldest change was made.</summary>
    /// <param name="changedAt">When.</param>
    public void Age(DateTimeOffset changedAt)
    {
        if (s_age.Enabled)
        {
            s_age.Record(Math.Max(0, (time.GetUtcNow() - changedAt).TotalSeconds), _function);
        }
    }

    /// <summary>Tells how long a stage took.</summary>
    /// <param name="stage">The stage: one lower case word.</param>
    /// <param name="since">When it began: <see cref="Now"/>.</param>
    public void Took(string stage, long since)
    {
        if (s_duration.Enabled)
        {
            s_duration.Record(time.GetElapsedTime(since).TotalSeconds, _function, new("stage", stage));
        }
    }
}
