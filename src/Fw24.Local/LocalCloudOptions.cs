using Fw24.Local.Faults;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>How a <see cref="LocalCloud"/> runs.</summary>
public sealed class LocalCloudOptions
{
    /// <summary>Where every random choice comes from. Default: 1. The same seed and the same calls give the same run.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Adds services to every function's app: what handlers ask for, or replacements of the cloud's parts.</summary>
    /// <remarks>
    /// Called once for each instance of a function, for the first time while the cloud is created. The cloud's clock is registered before, as
    /// the <see cref="TimeProvider"/>.
    /// </remarks>
    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>Which faults strike. Default: none.</summary>
    public LocalFaults Faults { get; set; } = LocalFaults.None;

    /// <summary>The virtual clock's first time. Default: 2026-01-01T00:00:00Z.</summary>
    public DateTimeOffset StartTime { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A real clock. Default: none, and the virtual one goes on as fast as the work gets done.</summary>
    public TimeProvider? Time { get; set; }

    /// <summary>The topology to run. Default: that of the app.</summary>
    public LocalTopology? Topology { get; set; }

    /// <summary>How many shards a table's stream begins with. Default: 2.</summary>
    public int Shards { get; set; } = 2;

    /// <summary>How long after its time to live an item is deleted. Default: at once; DynamoDB takes up to a few days.</summary>
    public TimeSpan ExpiryDelay { get; set; }

    /// <summary>
    /// How long, in real time, the virtual clock waits for user code that awaits something real, such as a socket. Default: 5 seconds. Code
    /// that awaits delays of its <see cref="TimeProvider"/> is not waited for, but served.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether streams and topics remember what went through them. Default: yes; turn it off for long runs.</summary>
    public bool KeepHistory { get; set; } = true;

    /// <summary>Gets a line for everything that happens. Default: nothing.</summary>
    public TextWriter? Trace { get; set; }

    /// <summary>Changes a function's services after the cloud added its parts: a simulation puts something wrong between the two.</summary>
    internal Action<string, IServiceCollection>? Parts { get; set; }

    /// <summary>Puts something around each of the app's functions: a simulation watches what goes in and comes out.</summary>
    internal Func<string, Fw24App, FunctionHandler, FunctionHandler>? Around { get; set; }

    internal Dictionary<string, FunctionHandler> Replaced { get; } = new(StringComparer.Ordinal);

    internal IItemStore? Store { get; private set; }

    internal Func<TableResource, IStreamSource>? StreamSource { get; private set; }

    /// <summary>Has something else invoked in the place of one of the app's functions.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="handler">What is invoked.</param>
    public void Replace(string function, FunctionHandler handler) => Replaced[function] = handler;

    /// <summary>Keeps the tables elsewhere, such as in DynamoDB itself; everything behind their streams runs here.</summary>
    /// <param name="store">Where items are read and written.</param>
    /// <param name="streamOf">Gives the stream of a table that has one.</param>
    public void UseTables(IItemStore store, Func<TableResource, IStreamSource> streamOf) => (Store, StreamSource) = (store, streamOf);
}
