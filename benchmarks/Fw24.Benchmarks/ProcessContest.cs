using System.Globalization;
using System.IO.Hashing;
using Fw24.Aws;
using Fw24.Changes.Reading;
using Fw24.Functions.Streams;
using Fw24.Messages;

namespace Fw24.Benchmarks;

/// <summary><c>process</c>: from an event to the finished bodies of its SNS calls: envelopes, groups, ids, attributes, changed names.</summary>
internal static class ProcessContest
{
    private const int Records = 100;
    private const string Ids = "  of that: XXH128 of a FIFO topic";

    public static int Run()
    {
        var payload = StreamPayload.Create(Records);
        Console.WriteLine($"process: {Records} MODIFY records, {payload.Length / Records:N0} bytes each");

        var requests = new Requests();
        var fifo = ShipmentStream.Processor(ShipmentStream.Table(fifo: true), requests);
        var standard = ShipmentStream.Processor(ShipmentStream.Table(fifo: false), requests);
        var contest = new Contest(Records);
        contest.Add(Floor.Name, () => Floor.Scan(payload));
        contest.Add("fw24, FIFO topic", () => Process(fifo, payload));
        contest.Add("fw24, standard topic", () => Process(standard, payload));
        contest.Add("  of that: read", () => StreamBatch.Read(payload));
        var hashed = Hashed(payload);
        contest.Add(Ids, () => Hash(hashed));
        var results = contest.Run();
        if (requests.Entries % Records != 0)
        {
            Console.Error.WriteLine("Not every record became an entry.");
            return 1;
        }

        var (floor, ours, plain, ids) = (results[Floor.Name], results["fw24, FIFO topic"], results["fw24, standard topic"], results[Ids]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"process vs_floor={ours.Microseconds / floor.Microseconds:0.00} alloc_bytes_per_record={ours.Bytes:0} standard_vs_floor={plain.Microseconds / floor.Microseconds:0.00} ids_vs_floor={ids.Microseconds / floor.Microseconds:0.00} sns_calls_per_100={100.0 * requests.Calls / requests.Entries:0.0}"));
        return 0;
    }

    private static int Process(StreamProcessor processor, byte[] payload)
        => processor.HandleAsync(payload, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult().Length;

    /// <summary>The content that is hashed for the two ids of each message: the item's key, and the record's data.</summary>
    private static List<byte[]> Hashed(byte[] payload)
    {
        const int PartOverhead = 5;
        var hashed = new List<byte[]>();
        foreach (var record in StreamBatch.Read(payload))
        {
            hashed.Add(new byte[PartOverhead + "shipments".Length + PartOverhead + "shp-00000000".Length + PartOverhead + "shipment".Length]);
            hashed.Add(record.Data.ToArray());
        }

        return hashed;
    }

    private static int Hash(List<byte[]> hashed)
    {
        var all = UInt128.Zero;
        foreach (var content in hashed)
        {
            all ^= XxHash128.HashToUInt128(content);
        }

        return (int)all;
    }

    /// <summary>Creates the body of each call without sending it.</summary>
    private sealed class Requests : IChangePublisher
    {
        public long Calls { get; private set; }

        public long Entries { get; private set; }

        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            using var form = PublishBatchCall.Write("arn:aws:sns:eu-central-1:123456789012:shipments-stream.fifo", messages);
            Calls++;
            Entries += messages.Count;
            return new([]);
        }
    }
}
