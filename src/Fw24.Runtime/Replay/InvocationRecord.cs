using System.Text;
using System.Text.Json;

namespace Fw24.Replay;

/// <summary>
/// Lambda's record of an invocation that a stream's mapping gave up on. A queue receives its metadata; a bucket receives the event as
/// well, in <c>payload</c> ("Retain discarded records for a DynamoDB event source").
/// </summary>
/// <param name="Range">The records by their numbers.</param>
/// <param name="BatchSize">The number of records; <see langword="null"/> if it is not stated.</param>
/// <param name="Payload">The event, which contains the records; <see langword="null"/> for metadata alone.</param>
internal sealed record InvocationRecord(StreamRange Range, int? BatchSize, ReadOnlyMemory<byte>? Payload)
{
    private const string Kind = "On-failure message";

    /// <summary>Reads a record in UTF-8.</summary>
    /// <exception cref="ItemFormatException">It is not a record of a DynamoDB stream's mapping.</exception>
    public static InvocationRecord Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = AwsMessage.Parse(message);
            var batch = json.RootElement.GetProperty("DDBStreamBatchInfo");
            return new InvocationRecord(
                new StreamRange(
                    AwsMessage.Text(batch, "streamArn"),
                    AwsMessage.Text(batch, "shardId"),
                    AwsMessage.Text(batch, "startSequenceNumber"),
                    AwsMessage.Text(batch, "endSequenceNumber")),
                batch.TryGetProperty("batchSize", out var size) ? size.GetInt32() : null,
                json.RootElement.TryGetProperty("payload", out var payload) ? Event(payload) : (ReadOnlyMemory<byte>?)null);
        }
        catch (Exception exception) when (AwsMessage.IsMalformed(exception))
        {
            throw new ItemFormatException(
                Kind,
                "DDBStreamBatchInfo",
                "streamArn, shardId, startSequenceNumber and endSequenceNumber",
                "something else");
        }
    }

    // Documented as text that contains JSON.
    private static ReadOnlyMemory<byte> Event(JsonElement payload) => payload.ValueKind switch
    {
        JsonValueKind.String => Encoding.UTF8.GetBytes(payload.GetString()!),
        JsonValueKind.Object => Encoding.UTF8.GetBytes(payload.GetRawText()),
        _ => throw new ItemFormatException(Kind, "payload", "the event of the invocation", "something else"),
    };
}
