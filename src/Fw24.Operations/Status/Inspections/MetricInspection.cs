using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Reads the lag, the failures and the gaps of functions from their metrics.</summary>
/// <param name="client">CloudWatch.</param>
/// <param name="time">The clock.</param>
internal sealed class MetricInspection(CloudWatchClient client, TimeProvider time)
{
    // CloudWatch keeps the values of an hour or more for 455 days.
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(455);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(5);

    /// <summary>Completes functions with their metrics.</summary>
    /// <param name="app">The app as the manifest has it.</param>
    /// <param name="functions">The functions, in the manifest's order.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<FunctionState>> CompleteAsync(
        ManifestApp app, IReadOnlyList<FunctionState> functions, CancellationToken cancellationToken)
    {
        var metrics = app.Functions.Select(function => FunctionMetrics.Of(app, function)).ToList();
        var now = time.GetUtcNow();
        var (lately, lateCall) = await ReadAsync(
            "its lag, errors and throttles",
            [.. metrics.SelectMany(static one => one.Lately)],
            now - s_hour,
            now,
            s_period,
            cancellationToken).ConfigureAwait(false);
        var (gaps, gapCall) = await ReadAsync(
            "its gaps",
            [.. metrics.SelectMany(static one => one.Gaps)],
            now - s_kept,
            now,
            TimeSpan.FromDays(1),
            cancellationToken).ConfigureAwait(false);
        return [.. functions.Zip(metrics, (function, own) => function with
        {
            LagSeconds = own.LagIn(lately),
            Errors = lately?.Sum(own.Errors),
            Throttles = lately?.Sum(own.Throttles),
            Gaps = function.Gaps ?? own.GapsIn(gaps),
            NotKnown =
            [
                .. function.NotKnown,
                .. lateCall.NotKnown,
                .. own.Gaps is [] || function.Gaps is not null ? [] : gapCall.NotKnown,
            ],
        })];
    }

    private async Task<(MetricValues? Values, Findings Call)> ReadAsync(
        string fact,
        IReadOnlyList<Metric> metrics,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan period,
        CancellationToken cancellationToken)
    {
        var call = new Findings();
        var (_, values) = await call.AskAsync(
            fact, "cloudwatch:GetMetricData", () => client.GetMetricsAsync(metrics, from, to, period, cancellationToken))
            .ConfigureAwait(false);
        return (values, call);
    }
}
