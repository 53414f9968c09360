using Fw24.Model;
using Fw24.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Handlers;

/// <summary>The function of a handler: hands it the changes of its queue.</summary>
internal sealed class ChangeDispatcher
{
    public ChangeDispatcher(HandlerModel handler, IServiceScopeFactory scopes, IParkingQueue parking, TimeProvider time, ILogger logger)
        => throw null!;

    public ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        => throw null!;
}
