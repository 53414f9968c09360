namespace Fw24.Console.Feed;

/// <summary>A function's figures, as they were when they were taken.</summary>
internal sealed record FunctionRow(
    string Name,
    string Kind,
    long Invocations,
    int Running,
    long Failures,
    long Throttles,
    TimeSpan? Mean,
    TimeSpan? Longest,
    DateTimeOffset? LastAt)
{
    /// <summary>Takes the figures. Called within the cloud's gate.</summary>
    public static FunctionRow Of(string name, FunctionActivity activity, CloudFeed feed)
    {
        var ended = activity.Invocations - activity.Running;
        return new FunctionRow(
            name,
            feed.IsStreamFunction(name) ? "publishes changes"
                : feed.IsAuditFunction(name) ? "audits"
                : feed.IsHandler(name) ? "handles changes" : "runs by schedule",
            activity.Invocations,
            activity.Running,
            activity.Failures,
            activity.Throttles,
            ended == 0 ? null : activity.TotalDuration / ended,
            ended == 0 ? null : activity.LongestDuration,
            activity.LastAt);
    }
}
