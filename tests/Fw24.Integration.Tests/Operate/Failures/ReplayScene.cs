using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Messages;
using Fw24.Operations;
using Fw24.Replay;
using Orders;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>
/// The queues of the sample with messages of every kind, functions whose effects are counted, and a journal on a disk. Processes
/// replay the
/// messages, one after the other.
/// </summary>
internal sealed class ReplayScene
{
    public const string Parking = "orders-parked-records";
    public const string CustomerFailures = "orders-customers-stream-failures";
    public const string ProductFailures = "orders-products-stream-failures";
    public const string Mails = "orders-ShipmentMailer-dlq.fifo";
    public const string Audits = "orders-customers-audit-dlq";

    private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly List<string> _effects = [];
    private int _parkedAgain;

    public ReplayScene()
    {
        Queues = new MemoryQueues(FailureQueues.Of(OrdersApp.Model), Clock) { OnDelete = DemandStored };
        Park("p-a2", "orders-stream", "the topic was gone", Record("orders", "a", 200, "a2"));
        Park("p-a1", "orders-stream", "the topic was gone", Record("orders", "a", 100, "a1"));
        Park("p-b1", "OrderBoard", "Order.Total: expected a number", Change("order", "b", 100, "b1"));
        ParkClaimed("p-c1", "OrderBoard", Change("order", "c", 100, "c1"));
        Park("p-x1", "OrderBoard", "Order.Total: expected a number", Change("order", "x", 100, "parked-x1"));
        Park("p-foreign", "orders-stream", "of another table", Record("elsewhere", "a", 100, "foreign"));
        Queues.Send(Parking, "p-broken", "not a message");
        Queues.Send(
            CustomerFailures, "f-range", Range("customers", Record("customers", "k", 100, "k1"), Record("customers", "l", 101, "l1")));
        SendObject("f-object", Range("products", Record("products", "s", 100, "s1")));
        Queues.Send(Mails, "m-d1", Change("order", "d", 100, "fails-d1"), "g-d");
        Queues.Send(Mails, "m-d2", Change("order", "d", 200, "d2"), "g-d");
        Queues.Send(Mails, "m-e1", Change("order", "e", 100, "skip-e1"), "g-e");
        Queues.Send(Mails, "m-e2", Change("order", "e", 200, "e2"), "g-e");
        Queues.Send(Audits, "q-n1", Change("customer", "n", 100, "n1", "customers"));
    }

    /// <summary>What becomes of each message, however often the process ends.</summary>
    public static IReadOnlyDictionary<string, FailureResult> Expected { get; } = new Dictionary<string, FailureResult>
    {
        ["p-a1"] = FailureResult.Handled,
        ["p-a2"] = FailureResult.Handled,
        ["p-b1"] = FailureResult.Handled,
        ["p-c1"] = FailureResult.Handled,
        ["p-x1"] = FailureResult.Parked,
        ["p-foreign"] = FailureResult.Refused,
        ["p-broken"] = FailureResult.Failed,
        ["f-range"] = FailureResult.Handled,
        ["f-object"] = FailureResult.Handled,
        ["m-d1"] = FailureResult.Failed,
        ["m-d2"] = FailureResult.Pending,
        ["m-e1"] = FailureResult.Skipped,
        ["m-e2"] = FailureResult.Handled,
        ["q-n1"] = FailureResult.Handled,
    };

    /// <summary>The event ids of the changes that are handled, with their messages.</summary>
    public static IReadOnlyDictionary<string, string> Effect { get; } = new Dictionary<string, string>
    {
        ["a1"] = "p-a1",
        ["a2"] = "p-a2",
        ["b1"] = "p-b1",
        ["c1"] = "p-c1",
        ["k1"] = "f-range",
        ["l1"] = "f-range",
        ["s1"] = "f-object",
        ["e2"] = "m-e2",
        ["n1"] = "q-n1",
    };

    public VirtualClock Clock { get; } = new();

    public MemoryQueues Queues { get; }

    public Disk Disk { get; } = new();

    /// <summary>The event ids of the changes that were handled, again if they were handled again.</summary>
    public IReadOnlyList<string> Effects => _effects;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a process that replays everything.</summary>
    /// <param name="kill">Its end.</param>
    /// <param name="torn">The part of what was not flushed that the last process left.</param>
    /// <returns>The summary; <see langword="null"/> if it was killed.</returns>
    public async Task<ReplaySummary?> RunAsync(KillSwitch kill, double torn = 0)
    {
        try
        {
            using var journal = OpenJournal(kill, torn);
            return await Replay(kill, journal).ReplayAsync(Queues.Queues, FailureFilter.All, cancellationToken: Cancellation);
        }
        catch (KilledException)
        {
            return null;
        }
    }

    /// <summary>Opens the journal in a new process.</summary>
    public ReplayJournal OpenJournal(KillSwitch kill, double torn = 0) => new(Disk.Open(kill, torn), Clock, "the journal");

    /// <summary>Creates the replay of a process.</summary>
    public FailureReplay Replay(KillSwitch kill, ReplayJournal journal) => new(Queues.OpenFor(kill), Replayer(kill), journal, Clock);

    public Replayer Replayer(KillSwitch kill) => new(OrdersApp.Model, name => Function(name, kill), new Objects(_objects))
    {
        FailedRecords = table => table is "products" ? new Objects(_objects) : null,
    };

    public static string Record(string table, string item, int sequence, string eventId) => $$$"""
        {"eventID":"{{{eventId}}}","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1",
        "dynamodb":{"ApproximateCreationDateTime":1772617000,{{{Data(table, item, sequence)}}}},
        "eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/{{{table}}}/stream/2026-01-01T00:00:00.000"}
        """;

    public static string Change(string entity, string item, int sequence, string eventId, string table = "orders") => $$$"""
        {"specversion":"1.0","id":"{{{eventId}}}","source":"arn:aws:dynamodb:eu-central-1:123456789012:table/{{{table}}}",
        "type":"fw24.{{{entity}}}.modified.v1","subject":"{{{KeyOf(table)}}}={{{item}}}","time":"2026-03-04T09:00:00Z",
        "datacontenttype":"application/json","sequence":"{{{sequence}}}","partitionkey":"g-{{{item}}}",
        "data":{"ApproximateCreationDateTime":1772617000,{{{Data(table, item, sequence)}}}}}
        """;

    public static string Parked(string function, string reason, string content) => $$$"""
        {"schema":"fw24.parked/1","function":"{{{function}}}","reason":"{{{reason}}}","parkedAt":"2026-03-04T09:30:00Z","content":{{{content}}}}
        """;

    private static string Range(string table, params string[] records) => JsonSerializer.Serialize(new
    {
        requestContext = new { condition = "RetryAttemptsExhausted" },
        DDBStreamBatchInfo = new
        {
            streamArn = $"arn:aws:dynamodb:eu-central-1:123456789012:table/{table}/stream/2026-01-01T00:00:00.000",
            shardId = "shardId-1",
            startSequenceNumber = "100",
            endSequenceNumber = $"{99 + records.Length}",
            batchSize = records.Length,
        },
        payload = $$"""{"Records":[{{string.Join(',', records)}}]}""",
    });

    private static string Data(string table, string item, int sequence)
    {
        var part = table is "orders" ? ",\"Part\":{\"S\":\"order\"}" : "";
        var key = $"{{\"{KeyOf(table)}\":{{\"S\":\"{item}\"}}{part}}}";
        return $"\"Keys\":{key},\"OldImage\":{key},\"NewImage\":{key},\"SequenceNumber\":\"{sequence}\","
            + "\"SizeBytes\":10,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"";
    }

    private static string KeyOf(string table) => table switch
    {
        "customers" => "CustomerId",
        "products" => "Sku",
        _ => "OrderId",
    };

    private void Park(string id, string function, string reason, string content)
        => Queues.Send(Parking, id, Parked(function, reason, content));

    private void ParkClaimed(string id, string function, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _objects[$"~parked/{function}/{hash}"] = bytes;
        Queues.Send(Parking, id, $$$"""
            {"schema":"fw24.parked/1","function":"{{{function}}}","reason":"too large","parkedAt":"2026-03-04T09:30:00Z",
            "contentRef":"s3://claims/~parked/{{{function}}}/{{{hash}}}","contentSha256":"{{{hash}}}","contentSize":{{{bytes.Length}}}}
            """);
    }

    private void SendObject(string id, string content)
    {
        const string Name = "aws/lambda/mapping/shardId-1/2026/03/04/09.00.00-1";
        _objects[Name] = Encoding.UTF8.GetBytes(content);
        Queues.Send(ProductFailures, id, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["source"] = "aws.s3",
            ["detail-type"] = "Object Created",
            ["detail"] = new { bucket = new { name = "failed" }, @object = new { key = Name, size = _objects[Name].Length } },
        }));
    }

    // The rule of all of this: what is deleted is stored as done.
    private void DemandStored(string id)
    {
        var lines = Encoding.UTF8.GetString(Disk.Durable).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = lines.Last(line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(line);
        Assert.Contains(json.RootElement.GetProperty("result").GetString(), (string[])["handled", "skipped", "parked", "dropped"]);
    }

    private FunctionHandler Function(string name, KillSwitch kill) => (payload, context, _) =>
    {
        kill.Step("before the function");
        List<string> failures = [];
        using var json = JsonDocument.Parse(payload);
        foreach (var record in json.RootElement.GetProperty("Records").EnumerateArray())
        {
            var isMessage = record.TryGetProperty("body", out JsonElement body);
            var id = isMessage ? record.GetProperty("messageId") : record.GetProperty("dynamodb").GetProperty("SequenceNumber");
            var content = isMessage ? body.GetString()! : record.GetRawText();
            using var change = JsonDocument.Parse(content);
            var eventId = change.RootElement.GetProperty(isMessage ? "id" : "eventID").GetString()!;
            var outcome = Handle(name, id.GetString()!, eventId, content);
            context.OnOutcome?.Invoke(outcome);
            failures.AddRange(outcome.Result is RecordResult.Failed ? [id.GetString()!] : []);
        }

        kill.Step("after the function");
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(JsonSerializer.SerializeToUtf8Bytes(
            new { batchItemFailures = failures.Select(static id => new { itemIdentifier = id }) }));
    };

    private RecordOutcome Handle(string function, string id, string eventId, string content)
    {
        switch (eventId.Split('-')[0])
        {
            case "fails":
                return new RecordOutcome(id, RecordResult.Failed, "the mail server is away") { EventId = eventId };
            case "skip":
                return new RecordOutcome(id, RecordResult.Skipped, "handled before") { EventId = eventId };
            case "parked":
                Park($"p-again-{++_parkedAgain}", function, "Order.Total: expected a number", content);
                return new RecordOutcome(id, RecordResult.Parked, "Order.Total: expected a number") { EventId = eventId };
            default:
                _effects.Add(eventId);
                return new RecordOutcome(id, RecordResult.Handled) { EventId = eventId };
        }
    }

    private sealed class Objects(Dictionary<string, byte[]> objects) : IClaimCheck
    {
        public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
            => throw new NotSupportedException();

        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
            => ValueTask.FromResult<ReadOnlyMemory<byte>?>(
                objects.TryGetValue(reference[(reference.IndexOf('/', "s3://".Length) + 1)..], out var content) ? content : null);
    }
}
