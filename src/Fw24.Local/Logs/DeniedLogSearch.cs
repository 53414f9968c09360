using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Sinks;

namespace Fw24.Local.Logs;

/// <summary>A function's access to the events of log groups: the roles of the generated stack allow it to none.</summary>
internal sealed class DeniedLogSearch : ICloudWatchLogSearch
{
    public ValueTask<(IReadOnlyList<LogEvent> Events, string? NextToken)> FilterAsync(
        LogFilter filter, string? nextToken, CancellationToken cancellationToken)
        => throw AwsErrors.Denied();

    public ValueTask<string> StartQueryAsync(string logGroup, string query, long from, long to, CancellationToken cancellationToken)
        => throw AwsErrors.Denied();

    public ValueTask<(string Status, IReadOnlyList<LogEvent> Events)> GetQueryResultsAsync(string id, CancellationToken cancellationToken)
        => throw AwsErrors.Denied();
}
