using System.Text.Json;

namespace Fw24.Replay;

/// <summary>A range of consecutive records of a shard, such as those that an event source mapping gave up on.</summary>
/// <param name="StreamArn">The stream.</param>
/// <param name="ShardId">The shard.</param>
/// <param name="StartSequenceNumber">The first record.</param>
/// <param name="EndSequenceNumber">The last record.</param>
public sealed record StreamRange(string StreamArn, string ShardId, string StartSequenceNumber, string EndSequenceNumber)
{
    /// <summary>
    /// Parses a message that Lambda sent to a mapping's on-failure destination. It names the records but does not contain them; the stream keeps them for
    /// 24 hours.
    /// </summary>
    /// <param name="message">The message in UTF-8.</param>
    /// <returns>The range of records (<c>DDBStreamBatchInfo</c>).</returns>
    /// <exception cref="ItemFormatException">The message is not from a DynamoDB stream's mapping.</exception>
    public static StreamRange Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            var batch = json.RootElement.GetProperty("DDBStreamBatchInfo");
            return new StreamRange(Text(batch, "streamArn"), Text(batch, "shardId"), Text(batch, "startSequenceNumber"), Text(batch, "endSequenceNumber"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ItemFormatException("On-failure message", "DDBStreamBatchInfo", "streamArn, shardId, startSequenceNumber and endSequenceNumber", "something else");
        }
    }

    private static string Text(JsonElement batch, string name) => batch.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new KeyNotFoundException(name);
}
