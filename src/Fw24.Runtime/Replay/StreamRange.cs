namespace Fw24.Replay;

/// <summary>A range of consecutive records of a shard, such as those that an event source mapping gave up on.</summary>
/// <param name="StreamArn">The stream.</param>
/// <param name="ShardId">The shard.</param>
/// <param name="StartSequenceNumber">The first record.</param>
/// <param name="EndSequenceNumber">The last record.</param>
public sealed record StreamRange(string StreamArn, string ShardId, string StartSequenceNumber, string EndSequenceNumber)
{
    /// <summary>
    /// Parses a message that Lambda sent to a mapping's on-failure destination. In a queue, it names the records but does not contain
    /// them; the stream keeps them for 24 hours.
    /// </summary>
    /// <param name="message">The message in UTF-8.</param>
    /// <returns>The range of records (<c>DDBStreamBatchInfo</c>).</returns>
    /// <exception cref="ItemFormatException">The message is not from a DynamoDB stream's mapping.</exception>
    public static StreamRange Read(ReadOnlyMemory<byte> message) => InvocationRecord.Read(message).Range;
}
