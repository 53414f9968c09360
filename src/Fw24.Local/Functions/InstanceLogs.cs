using Fw24.Audit.Sinks;
using Fw24.Local.Faults;
using Fw24.Local.Logs;

namespace Fw24.Local.Functions;

/// <summary>A function's access to log groups.</summary>
internal sealed class InstanceLogs(FunctionInstance instance, LogGroupStore groups) : ICloudWatchLogs
{
    public async ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken)
        => await instance.CallAsync(FaultBoundary.CreateLogStream, () =>
        {
            groups.Find(logGroup).CreateStream(logStream);
            return new ValueTask<bool>(true);
        }).ConfigureAwait(false);

    public ValueTask<RejectedLogEvents> PutLogEventsAsync(
        string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.PutLogEvents, () => new ValueTask<RejectedLogEvents>(groups.Find(logGroup).Put(logStream, events)));
}
