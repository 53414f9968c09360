using System.Text;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Stream events in the formats that AWS documents, written for these tests.</summary>
internal static class StreamEvents
{
    public const string StreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000";

    public const string OldImage =
        """{"OrderId":{"S":"ord-1"},"Status":{"S":"Placed"},"Total":{"N":"12.50"},"Lines":{"L":[{"M":{"Sku":{"S":"a-1"},"Qty":{"N":"1"}}}]},"Tags":{"SS":["new","web"]},"Note":{"NULL":true}}""";

    public const string NewImage =
        """{"OrderId":{"S":"ord-1"},"Status":{"S":"Paid"},"Total":{"N":"12.50"},"Lines":{"L":[{"M":{"Sku":{"S":"a-1"},"Qty":{"N":"2"}}}]},"Tags":{"SS":["new","web"]},"Paid":{"BOOL":true},"Hash":{"B":"AAECAw=="}}""";

    /// <summary>A modification as Lambda passes it on.</summary>
    public static string Modify(string eventId = "7de3041dd709b024af6f29e4fa13d34c", string sequenceNumber = "4421584500000000017450439091", string oldImage = OldImage, string newImage = NewImage)
        => $$$"""
            {"eventID":"{{{eventId}}}","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",
             "dynamodb":{"ApproximateCreationDateTime":1479499740,"Keys":{"OrderId":{"S":"ord-1"}},
              "NewImage":{{{newImage}}},
              "OldImage":{{{oldImage}}},
              "SequenceNumber":"{{{sequenceNumber}}}","SizeBytes":112,"StreamViewType":"NEW_AND_OLD_IMAGES"},
             "eventSourceARN":"{{{StreamArn}}}"}
            """;

    /// <summary>An event of these records.</summary>
    public static byte[] Event(params string[] records) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");
}
