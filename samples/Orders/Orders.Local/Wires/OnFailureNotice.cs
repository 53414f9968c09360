using System.Globalization;
using System.Text.Json;
using Fw24.Local.Streams;

namespace Orders.Local.Wires;

/// <summary>The message that Lambda sends to an on-failure queue: it identifies the records, without their content.</summary>
internal static class OnFailureNotice
{
    /// <summary>Writes the message about a batch.</summary>
    public static string Of(string streamArn, string shardId, SourceRecord[] batch, int invocations) => JsonSerializer.Serialize(new
    {
        requestContext = new { requestId = Guid.NewGuid(), condition = "RetryAttemptsExhausted", approximateInvokeCount = invocations },
        responseContext = new { statusCode = 200, executedVersion = "$LATEST" },
        version = "1.0",
        timestamp = Text(DateTimeOffset.UtcNow),
        DDBStreamBatchInfo = new
        {
            shardId,
            startSequenceNumber = batch[0].SequenceNumber,
            endSequenceNumber = batch[^1].SequenceNumber,
            approximateArrivalOfFirstRecord = Text(batch[0].CreatedAt),
            approximateArrivalOfLastRecord = Text(batch[^1].CreatedAt),
            batchSize = batch.Length,
            streamArn,
        },
    });

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
