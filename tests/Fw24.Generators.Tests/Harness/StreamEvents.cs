using System.Text;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Writes the events that Lambda passes to functions.</summary>
internal static class StreamEvents
{
    /// <summary>A DynamoDB stream event.</summary>
    public static byte[] Of(params IEnumerable<string> records)
        => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");

    /// <summary>One record. Images are DynamoDB JSON.</summary>
    public static string Record(string id, string operation, string keys, string? oldImage, string? newImage, string viewType = "NEW_AND_OLD_IMAGES", bool byTimeToLive = false) => $$"""
        {
          "eventID":"{{id}}","eventName":"{{operation}}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",
          {{(byTimeToLive ? """ "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}, """ : "")}}
          "dynamodb":{
            "ApproximateCreationDateTime":1479499740,"Keys":{{keys}},
            {{(newImage is null ? "" : $"\"NewImage\":{newImage},")}}{{(oldImage is null ? "" : $"\"OldImage\":{oldImage},")}}
            "SequenceNumber":"{{100 + int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)}}","SizeBytes":26,"StreamViewType":"{{viewType}}"
          },
          "eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2016-11-16T20:42:48.104"
        }
        """;

    /// <summary>An SQS event.</summary>
    public static byte[] Queue(IEnumerable<string> bodies)
        => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', bodies.Select(Message))}}]}""");

    private static string Message(string body, int index) => $$"""
        {"messageId":"m-{{index}}","receiptHandle":"r","body":{{System.Text.Json.JsonSerializer.Serialize(body)}},"attributes":{"ApproximateReceiveCount":"1"},
         "messageAttributes":{},"md5OfBody":"","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:q","awsRegion":"eu-central-1"}
        """;
}
