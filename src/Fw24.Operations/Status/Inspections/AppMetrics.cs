using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>The metrics of an app's resources, with the dimensions that AWS and Fw24 give them.</summary>
internal static class AppMetrics
{
    /// <summary>Returns the metric that an alarm watches.</summary>
    /// <param name="app">The app.</param>
    /// <param name="alarm">The alarm.</param>
    /// <param name="mappings">The ids of the streams' event source mappings, by the names of their tables.</param>
    /// <returns>The metric; <see langword="null"/> if it is that of a mapping whose id is not known.</returns>
    public static Metric? Of(ManifestApp app, ManifestAlarm alarm, IReadOnlyDictionary<string, string> mappings) => alarm switch
    {
        { Queue: { } queue } => OfQueue(queue, alarm.Metric, alarm.Statistic),
        { Topic: { } topic } => new("AWS/SNS", alarm.Metric, alarm.Statistic, [new("TopicName", topic)]),
        { Stream: { } table } => mappings.TryGetValue(table, out var id)
            ? new("AWS/Lambda", alarm.Metric, alarm.Statistic, [new("EventSourceMappingUUID", id)])
            : null,
        { Metric: "GapsOpened" or "SealLag" } => OwnOf(app, NamedIn(app, alarm.Function), alarm.Metric, alarm.Statistic),
        _ => OfFunction(alarm.Function ?? "", alarm.Metric, alarm.Statistic),
    };

    /// <summary>Returns a metric of Lambda's.</summary>
    public static Metric OfFunction(string function, string metric, string statistic)
        => new("AWS/Lambda", metric, statistic, [new("FunctionName", function)]);

    /// <summary>Returns a metric of SQS's.</summary>
    public static Metric OfQueue(string queue, string metric, string statistic)
        => new("AWS/SQS", metric, statistic, [new("QueueName", queue)]);

    /// <summary>Returns a metric that a function writes itself.</summary>
    public static Metric OwnOf(ManifestApp app, string function, string metric, string statistic) => new(
        "Fw24",
        metric,
        statistic,
        app.Stage is { } stage
            ? [new("App", app.App), new("Function", function), new("Stage", stage)]
            : [new("App", app.App), new("Function", function)]);

    private static string NamedIn(ManifestApp app, string? name)
        => app.Functions.FirstOrDefault(function => function.Name == name)?.Function ?? name ?? "";
}
