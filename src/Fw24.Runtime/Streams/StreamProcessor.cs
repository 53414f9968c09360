using Fw24.Model;
using Fw24.Publishing;
using Microsoft.Extensions.Logging;

namespace Fw24.Streams;

/// <summary>The function <c>{table}-stream</c>: publishes the changes of a table.</summary>
internal sealed class StreamProcessor
{
    public StreamProcessor(TableModel table, Redactor redactor, IChangePublisher publisher, IParkingQueue parking, TimeProvider time, ILogger logger)
        => throw null!;

    public ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        => throw null!;
}
