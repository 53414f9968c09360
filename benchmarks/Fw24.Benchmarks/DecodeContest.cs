using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Fw24.Changes.Reading;

namespace Fw24.Benchmarks;

/// <summary><c>decode</c>: from an event to the typed old and new object of each record.</summary>
internal static class DecodeContest
{
    private const int Records = 100;

    // Each side decodes several events in turn, so that the values that differ between items (keys, customers, amounts) are not repeated from the previous
    // call.
    private const int Events = 4;

    public static int Run()
    {
        byte[][] payloads = [.. Enumerable.Range(0, Events).Select(static number => StreamPayload.Create(Records, first: number * Records))];
        Console.WriteLine($"decode: {Records} MODIFY records, {payloads[0].Length / Records:N0} bytes each");

        using var client = new AmazonDynamoDBClient(new Amazon.Runtime.AnonymousAWSCredentials(), Amazon.RegionEndpoint.EUCentral1);
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client).ConfigureContext(static c => c.DisableFetchingTableMetadata = true).Build();

        var contest = new Contest(Records);
        Add(Floor.Name, static payload => Floor.Scan(payload));
        Add("fw24", Typed);
        Add("event objects", static payload => JsonSerializer.Deserialize<ConventionalEvent>(payload));
        Add("conventional", payload => Conventional(payload, context));
        var results = contest.Run();

        var (floor, ours, conventional) = (results[Floor.Name], results["fw24"], results["conventional"]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"decode vs_floor={ours.Microseconds / floor.Microseconds:0.00} vs_conventional={conventional.Microseconds / ours.Microseconds:0.0} alloc_bytes={ours.Bytes:0} vs_conventional_alloc={conventional.Bytes / ours.Bytes:0.0}"));
        return 0;

        void Add(string name, Func<byte[], object?> decode)
        {
            var next = 0;
            contest.Add(name, () => decode(payloads[next++ % Events]));
        }
    }

    public static Shipment? Typed(byte[] payload)
    {
        Shipment? last = null;
        foreach (var record in StreamBatch.Read(payload))
        {
            _ = ShipmentCodec.Model.ReadOldImage(record);
            last = ShipmentCodec.Model.ReadNewImage(record);
        }

        return last;
    }

    private static object? Conventional(byte[] payload, DynamoDBContext context)
    {
        object? last = null;
        foreach (var record in JsonSerializer.Deserialize<ConventionalEvent>(payload)!.Records)
        {
            var old = context.FromDocument<Shipment>(Document.FromAttributeMap(record.dynamodb.OldImage.ToAttributeMap()));
            var @new = context.FromDocument<Shipment>(Document.FromAttributeMap(record.dynamodb.NewImage.ToAttributeMap()));
            last = (old, @new);
        }

        return last;
    }
}
