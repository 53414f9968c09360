using Fw24.Audit;
using Fw24.Audit.Sinks;
using Fw24.Local.Faults;

namespace Fw24.Local.Functions;

/// <summary>An audit function's standard output.</summary>
internal sealed class InstanceConsole(FunctionInstance instance) : IAuditSink
{
    private readonly ConsoleAuditSink _sink = new(new ConsoleStream(instance.Context));

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Console, () => _sink.StoreAsync(records, cancellationToken));
}
