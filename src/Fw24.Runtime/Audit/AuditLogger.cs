using Fw24.Model;
using Fw24.Publishing;
using Microsoft.Extensions.Logging;

namespace Fw24.Audit;

/// <summary>The function <c>{table}-audit</c>: records the changes of a table.</summary>
internal sealed class AuditLogger
{
    public AuditLogger(AppModel app, TableModel table, IAuditSink sink, IParkingQueue parking, TimeProvider time, ILogger logger)
        => throw null!;

    /// <summary>Handles a batch of the audit queue.</summary>
    public ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        => throw null!;
}
