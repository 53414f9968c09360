using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A handler and its table.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Table">Its table.</param>
/// <param name="App">The common settings of the app's functions; <see langword="null"/> in a library, where they are unknown.</param>
internal sealed record HandlerOfTable(HandlerModel Handler, TableModel Table, Fw24AppAttribute? App)
{
    public bool IsFifo => Table.Stream is { Fifo: true };

    /// <summary>The batching window of the handler's queue in seconds; 0 for a FIFO queue, which ignores it.</summary>
    public int Window => IsFifo ? 0 : Handler.Queue?.MaxBatchingWindowSeconds ?? 0;

    /// <summary>The timeout of the handler's function in seconds; <see langword="null"/> if it is the app's, which is unknown.</summary>
    public int? TimeoutSeconds => Handler.Queue is { TimeoutSeconds: > 0 and var own } ? own : App?.TimeoutSeconds;
}
