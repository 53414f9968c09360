using Fw24.Audit;
using Fw24.Model;
using Fw24.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Hosting;

/// <summary>
/// The parts of the world a function talks to: what the user, a host or a test registered, or else AWS's, made for the function at
/// hand. They are made with the function, so that a missing variable stops it at start and not at its first record.
/// </summary>
/// <param name="services">The app's services.</param>
internal sealed class FunctionParts(IServiceProvider services)
{
    /// <summary>The topic of a table.</summary>
    /// <param name="table">The table.</param>
    public IChangePublisher Publisher(TableModel table)
        => services.GetService<IChangePublisher>() ?? throw Missing(nameof(IChangePublisher), table.StreamFunction);

    /// <summary>The queue for what a function cannot process.</summary>
    /// <param name="function">The function's name.</param>
    public IParkingQueue ParkingQueue(string function)
        => services.GetService<IParkingQueue>() ?? throw Missing(nameof(IParkingQueue), function);

    /// <summary>The store of a table's audit records.</summary>
    /// <param name="table">The table.</param>
    public IAuditSink AuditSink(TableModel table)
        => services.GetService<IAuditSink>() ?? throw Missing(nameof(IAuditSink), table.AuditFunction);

    private static InvalidOperationException Missing(string part, string function)
        => new($"The function '{function}' needs an {part}, and none is registered.");
}
