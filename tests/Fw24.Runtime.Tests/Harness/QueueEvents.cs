using System.Text;
using System.Text.Json;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>SQS events in the format that AWS documents, written for these tests.</summary>
internal static class QueueEvents
{
    /// <summary>A message as Lambda passes it on.</summary>
    public static string Message(
        string messageId, string body, string? groupId = "g-1", string receiveCount = "1", string queue = "queue.fifo")
        => $$$"""
        {"messageId":"{{{messageId}}}","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":{{{JsonSerializer.Serialize(body)}}},
         "attributes":{"ApproximateReceiveCount":"{{{receiveCount}}}","SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO",
          {{{(groupId is null ? "" : $"\"MessageGroupId\":\"{groupId}\",\"SequenceNumber\":\"18849496460467696128\",")}}}"ApproximateFirstReceiveTimestamp":"1545082649185"},
         "messageAttributes":{"operation":{"stringValue":"modify","stringListValues":[],"binaryListValues":[],"dataType":"String"}},
         "md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs",
         "eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:{{{queue}}}","awsRegion":"eu-central-1"}
        """;

    /// <summary>An event of these messages.</summary>
    public static byte[] Event(params string[] messages) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', messages)}}]}""");
}
