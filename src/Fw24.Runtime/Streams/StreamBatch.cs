namespace Fw24.Streams;

/// <summary>Reads a DynamoDB stream event.</summary>
public static class StreamBatch
{
    /// <summary>Reads the records of an event. A record that is broken is among them, with its fault; its neighbours are whole.</summary>
    /// <param name="payload">The event in UTF-8.</param>
    /// <returns>The records in the order of the shard.</returns>
    /// <exception cref="ItemFormatException">The event is not one of a DynamoDB stream.</exception>
    public static IReadOnlyList<StreamRecord> Read(ReadOnlyMemory<byte> payload) => throw null!;
}
