using System.Globalization;
using System.Text.Json;

namespace Fw24.Integration.Tests.Bootstrap;

/// <summary>Events as Lambda passes them on: DynamoDB streams of the sample's tables, and SQS batches of the resulting messages.</summary>
internal static class StreamPayloads
{
    /// <summary>An email address of an order, which must not occur downstream of the stream processor.</summary>
    public const string Canary = "canary-7f3a@example.org";

    /// <summary>A phone number of a customer, which must not occur there either.</summary>
    public const string PhoneCanary = "+49 30 5550199";

    private const string Order = """
        "OrderId":{"S":"ord-1"},"Part":{"S":"order"},"entityType":{"S":"Order"},"CustomerId":{"S":"c-1"},"Total":{"N":"59.90"},"Currency":{"S":"EUR"},
        "PlacedAt":{"S":"2026-11-22T10:00:00.0000000+00:00"},"Lines":{"L":[{"M":{"Sku":{"S":"żółć-1"},"Quantity":{"N":"2"},"Price":{"N":"29.95"}}}]},
        "Tags":{"SS":["gift","express"]},"Email":{"S":"canary-7f3a@example.org"},"UpdatedBy":{"S":"u-7"},"UpdatedAt":{"S":"2026-11-22T10:00:00.0000000+00:00"},"legacy":{"NULL":true}
        """;

    private const string Customer = """
        "CustomerId":{"S":"c-1"},"Name":{"S":"Ada"},"Phone":{"S":"+49 30 5550199"},"Preferences":{"M":{"lang":{"S":"de"}}},"BornOn":{"S":"1990-12-31"},"ChangedBy":{"S":"u-7"}
        """;

    /// <summary>A stream event of a table.</summary>
    public static string Of(string table) => table switch
    {
        "orders" => Batch([
            Record(table, 1, "INSERT", """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"}}""", null, Item(Order, """ "Status":{"S":"Placed"},"Version":{"N":"1"}""")),
            Record(table, 2, "MODIFY", """{"OrderId":{"S":"ord-1"},"Part":{"S":"order"}}""", Item(Order, """ "Status":{"S":"Placed"},"Version":{"N":"1"}"""), Item(Order, """ "Status":{"S":"Shipped"},"TrackingCode":{"S":"T-1"},"Version":{"N":"2"}""")),
            Record(table, 3, "INSERT", """{"OrderId":{"S":"ord-1"},"Part":{"S":"note#1"}}""", null, """{"OrderId":{"S":"ord-1"},"Part":{"S":"note#1"},"entityType":{"S":"OrderNote"},"Text":{"S":"\"ring twice\"\n"},"Attachment":{"B":"AAEC/w=="}}"""),
            Record(table, 4, "INSERT", """{"OrderId":{"S":"ord-1"},"Part":{"S":"import"}}""", null, """{"OrderId":{"S":"ord-1"},"Part":{"S":"import"},"row":{"N":"1E+125"}}""")]),
        "customers" => Batch([
            Record(table, 5, "INSERT", """{"CustomerId":{"S":"c-1"}}""", null, Item(Customer, """ "LoyaltyPoints":{"N":"10"}""")),
            Record(table, 6, "MODIFY", """{"CustomerId":{"S":"c-1"}}""", Item(Customer, """ "LoyaltyPoints":{"N":"10"}"""), Item(Customer, """ "LoyaltyPoints":{"N":"5000"}"""))]),
        "products" => Batch([
            Record(table, 7, "INSERT", """{"Number":{"N":"1"}}""", null, """{"Number":{"N":"1"},"Title":{"S":"Lamp"},"Price":{"N":"12.50"},"Serial":{"N":"99999999999999999999999999999999999999"},"Sizes":{"NS":["1","2"]}}"""),
            Record(table, 8, "REMOVE", """{"Number":{"N":"1"}}""", """{"Number":{"N":"1"},"Title":{"S":"Lamp"},"Price":{"N":"12.50"}}""", null)]),
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "There is no event of this table."),
    };

    /// <summary>An SQS event of messages.</summary>
    public static string QueueEvent(IEnumerable<(string Body, string? GroupId)> messages) => Batch(messages.Select(static (message, index) =>
    {
        var group = message.GroupId is null ? "" : $$""" "MessageGroupId":"{{message.GroupId}}","SequenceNumber":"1885{{index}}","MessageDeduplicationId":"d-{{index}}", """;
        return $$"""
            {"messageId":"059f36b4-87a3-44ab-83d2-66197512{{index:D4}}","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":{{JsonSerializer.Serialize(message.Body)}},
             "attributes":{ {{group}}"ApproximateReceiveCount":"1","SentTimestamp":"1795341900000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1795341900001"},
             "messageAttributes":{},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:queue","awsRegion":"eu-central-1"}
            """;
    }));

    private static string Item(string common, string rest) => $"{{{common},{rest}}}";

    private static string Batch(IEnumerable<string> records) => $$"""{"Records":[{{string.Join(',', records)}}]}""";

    private static string Record(string table, int number, string operation, string keys, string? oldImage, string? newImage)
    {
        var old = oldImage is null ? "" : $"\"OldImage\":{oldImage},";
        var @new = newImage is null ? "" : $"\"NewImage\":{newImage},";
        return $$"""
            {"eventID":"{{number.ToString("x32", CultureInfo.InvariantCulture)}}","eventName":"{{operation}}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",
             "dynamodb":{"ApproximateCreationDateTime":1795341900,"Keys":{{keys}},{{@new}}{{old}}"SequenceNumber":"44215845000000000174504390{{number:D2}}","SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES"},
             "eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/{{table}}/stream/2026-11-22T10:00:00.000"}
            """;
    }
}
