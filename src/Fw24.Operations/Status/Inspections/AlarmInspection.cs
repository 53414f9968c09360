using System.Globalization;
using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Finds the alarms of the manifest by what they watch, whatever their names, and compares them.</summary>
/// <param name="client">CloudWatch.</param>
internal sealed class AlarmInspection(CloudWatchClient client)
{
    /// <summary>Reads the app's alarms.</summary>
    /// <param name="app">The app as the manifest has it.</param>
    /// <param name="mappings">The ids of the streams' event source mappings, by the names of their tables.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<AlarmState>> ReadAsync(
        ManifestApp app, IReadOnlyDictionary<string, string> mappings, CancellationToken cancellationToken)
    {
        var call = new Findings();
        var (_, alarms) = await call.AskAsync(
            "its state", "cloudwatch:DescribeAlarms", () => client.DescribeAlarmsAsync(cancellationToken)).ConfigureAwait(false);
        return [.. app.Alarms.Select(stated => alarms is null
            ? new AlarmState { Name = stated.Subject, NotKnown = call.NotKnown }
            : StateOf(stated, alarms, AppMetrics.Of(app, stated, mappings)))];
    }

    private static AlarmState StateOf(ManifestAlarm stated, IReadOnlyList<MetricAlarm> alarms, Metric? metric)
    {
        if (metric is null)
        {
            return new AlarmState { Name = stated.Subject, NotKnown = ["its metric (its event source mapping is not known)"] };
        }

        if (alarms.FirstOrDefault(alarm => alarm.Metric.IsOf(metric)) is not { } found)
        {
            return new AlarmState { Name = stated.Subject, Drift = ["does not exist"] };
        }

        var findings = new Findings();
        findings.Compare("Threshold", found.Threshold, stated.Threshold);
        findings.Compare("Period", found.Period, stated.PeriodSeconds);
        findings.Compare("EvaluationPeriods", found.EvaluationPeriods, stated.EvaluationPeriods);
        findings.Compare("Statistic", found.Metric.Statistic, stated.Statistic);
        if (found.State is "ALARM")
        {
            var since = found.Since is { } time
                ? string.Create(CultureInfo.InvariantCulture, $" since {time.UtcDateTime:u}")
                : "";
            findings.Problems.Add($"is in ALARM{since}{(found.Reason is null ? "" : $": {found.Reason}")}");
        }

        if (!found.HasActions)
        {
            findings.Problems.Add("its actions are disabled");
        }

        return findings.Complete(new AlarmState
        {
            Name = found.Name,
            State = found.State,
            Since = found.Since,
        });
    }
}
