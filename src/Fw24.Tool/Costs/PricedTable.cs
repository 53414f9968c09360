namespace Fw24.Tool.Costs;

/// <summary>A table's stream, its topic and what receives its changes.</summary>
/// <param name="Name">The table.</param>
/// <param name="Processor">The stream processor.</param>
/// <param name="Topic">The topic.</param>
/// <param name="IsFifo">Indicates whether topic and queues are FIFO.</param>
/// <param name="Consumers">The functions of the topic's queues.</param>
internal sealed record PricedTable(
    string Name, PricedFunction Processor, string Topic, bool IsFifo, IReadOnlyList<PricedConsumer> Consumers);
