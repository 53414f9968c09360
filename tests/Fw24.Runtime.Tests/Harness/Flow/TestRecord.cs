using System.Text;
using Fw24.Changes.Reading;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>A stream record as Lambda passes it on.</summary>
internal sealed record TestRecord
{
    public const string StreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000";

    public required string EventId { get; init; }

    public required string SequenceNumber { get; init; }

    public string EventName { get; init; } = "MODIFY";

    public required string Keys { get; init; }

    public string? OldImage { get; init; }

    public string? NewImage { get; init; }

    /// <summary>Members after <c>dynamodb</c>, each preceded by a comma.</summary>
    public string Extra { get; init; } = "";

    /// <summary>The n-th change of an order: its version goes from n - 1 to n.</summary>
    public static TestRecord Change(string orderId, int number, int sequence) => new()
    {
        EventId = $"{orderId}-{number}",
        SequenceNumber = Sequence(sequence),
        Keys = $$$"""{"OrderId":{"S":"{{{orderId}}}"}}""",
        OldImage = Image(orderId, number - 1),
        NewImage = Image(orderId, number),
    };

    /// <summary>A sequence number; the thousandth has one digit more than its predecessors, which breaks comparison as text.</summary>
    public static string Sequence(int number)
        => (9_999_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture) + "00000000017450439091";

    public string Data()
        => $$$"""{"ApproximateCreationDateTime":1479499740,"Keys":{{{Keys}}},{{{(OldImage is null ? "" : $"\"OldImage\":{OldImage},")}}}{{{(NewImage is null ? "" : $"\"NewImage\":{NewImage},")}}}"SequenceNumber":"{{{SequenceNumber}}}","SizeBytes":112,"StreamViewType":"NEW_AND_OLD_IMAGES"}""";

    public string ToJson()
        => $$$"""{"eventID":"{{{EventId}}}","eventName":"{{{EventName}}}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1","dynamodb":{{{Data()}}},"eventSourceARN":"{{{StreamArn}}}"{{{Extra}}}}""";

    public StreamRecord Read()
    {
        var record = Assert.Single(StreamBatch.Read(Event(this)));
        Assert.Null(record.Fault);
        return record;
    }

    public static byte[] Event(params IEnumerable<TestRecord> records) => Event(records.Select(static record => record.ToJson()));

    public static byte[] Event(IEnumerable<string> records) => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");

    private static string Image(string orderId, int version) => $$$"""{"OrderId":{"S":"{{{orderId}}}"},"Version":{"N":"{{{version}}}"}}""";
}
