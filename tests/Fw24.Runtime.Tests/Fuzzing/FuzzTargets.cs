using System.Text;
using System.Text.Json;
using CsCheck;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Audit.Trail;
using Fw24.Changes;
using Fw24.Changes.Reading;
using Fw24.Functions.Queues;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Lambda;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Fw24.Replay;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>All readers of external input.</summary>
internal static class FuzzTargets
{
    private const string Arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

    private static readonly AuditItem[] s_layouts =
    [
        new() { PartitionKey = "id", SortKey = "entity", IsNested = false, TimeToLive = "ttl" },
        new() { PartitionKey = "id", SortKey = null, IsNested = true, TimeToLive = "ttl" },
    ];

    private static readonly TableModel s_sensitive = TestTables.Orders(sensitive: [new("a", Redaction.Mask), new("b", Redaction.Remove), new("Status", Redaction.Mask)]);

    private static readonly AuditRecordWriter s_writer = AuditTable.Writer();

    /// <summary>The readers by name.</summary>
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new Dictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["stream event"] = new(static random => random.Event(), Sync(ReadStreamEvent)),
        ["stream processor"] = new(static random => random.Event(), static async input => await new TestStream(s_sensitive).InvokeAsync(input)),
        ["queue event"] = new(QueueEvent, Sync(static input => Count(QueueBatch.Read(input)))),
        ["audit logger"] = new(QueueEvent, InvokeAuditAsync),
        ["change message"] = new(ChangeMessageBody, ReadChangeMessageAsync),
        ["parked message"] = new(Parked, static async input => await ParkedMessage.ReadAsync(input, new NoClaims(), CancellationToken.None)),
        ["on-failure message"] = new(OnFailure, Sync(static input => _ = InvocationRecord.Read(input))),
        ["event of an object"] = new(ObjectCreated, Sync(static input => _ = FailedObject.Read(input))),
        ["audit lines"] = new(AuditLines, Sync(ReadAuditLines)),
        ["audit items"] = new(AuditItemOf, Sync(ReadAuditItems)),
        ["item"] = new(static random => Item(random), Sync(ReadItem)),
        ["items side by side"] = new(Items, Sync(ReadItems)),
        ["codec"] = new(ParcelItem, Sync(static input =>
        {
            var reader = new ItemReader(input, "Parcel");
            _ = Parcel.Read(ref reader);
        })),
        ["codec of the object mapper's items"] = new(MappedItem, Sync(ReadMappedItem)),
        ["redacted names"] = new(Names, Sync(ReadNames)),
        ["attribute path"] = new(Path, Sync(ReadPath)),
        ["trace header"] = new(static _ => Encoding.UTF8.GetBytes("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"), Sync(static input => _ = TraceHeader.ToTraceParent(Encoding.UTF8.GetString(input)))),
    };

    private static Func<byte[], Task> Sync(Action<byte[]> read) => input =>
    {
        read(input);
        return Task.CompletedTask;
    };

    private static void Count<T>(IReadOnlyList<T> records) => Assert.InRange(records.Count, 0, 10_001);

    // All later stages accept a record without a fault.
    private static void ReadStreamEvent(byte[] input)
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));
        using var changed = new MessageBuffer(64);
        foreach (var record in StreamBatch.Read(input))
        {
            Assert.True(record.Json.Length <= input.Length);
            if (record.Fault is not null)
            {
                Assert.InRange(record.Fault.Length, 1, 20_000);
                continue;
            }

            Assert.True(SequenceNumber.IsValid(record.SequenceNumber.Span) && !record.EventId.IsEmpty && !record.Keys.IsAbsent);
            foreach (var image in new[] { record.Keys, record.OldImage, record.NewImage })
            {
                _ = AttributeMap.FromItem(image);
                _ = digest.Of(image);
            }

            ChangedNames.Write(record, changed);
            new ImageDiff().Compare(record.OldImage, record.NewImage);
        }
    }

    private static byte[] QueueEvent(RandomEvents random)
        => QueueEvents.Event([.. Enumerable.Range(0, random.Draw(Gen.Int[1, 3])).Select(number => QueueEvents.Message($"m-{number}", Encoding.UTF8.GetString(ChangeMessageBody(random))))]);

    private static Task<string[]> InvokeAuditAsync(byte[] input)
        => new TestAudit(AuditTable.Model(partitionKey: new KeyAttribute("OrderId", KeyType.String))).InvokeAsync(input);

    private static byte[] ChangeMessageBody(RandomEvents random)
    {
        var record = StreamBatch.Read(RandomEvents.Event(random.Record()))[0];
        var operation = record.Operation switch { ChangeOperations.Insert => "inserted", ChangeOperations.Remove => "removed", _ => "modified" };
        var data = random.Pick($"\"data\":{Text(record.Data)}", $"\"data\":{Text(record.Data)}", "\"dataref\":\"s3://claims/orders/e-0011223344556677.json\",\"datasha256\":\"00\",\"datasize\":12");
        return Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"{{Text(record.EventId)}}","source":"{{Arn}}","type":"fw24.order.{{operation}}.v1","subject":"OrderId=ord-1","time":"2026-11-22T10:05:00Z","redacted":"Email,Ph\\one",{{data}}}""");
    }

    private static async Task ReadChangeMessageAsync(byte[] input)
    {
        var head = MessageHead.Read(input);
        _ = head.Entity;
        _ = new OwnTable(TestTables.App(TestTables.Orders()), TestTables.Orders()).Refuse(head);
        _ = await ClaimedBody.ResolveAsync(input, "orders", new NoClaims(), CancellationToken.None);
        var change = ChangeEnvelope.Read(input);
        foreach (var name in change.RedactedChanges)
        {
            Assert.True(name.Length <= input.Length);
        }

        _ = s_writer.Write(change with { Keys = AuditTable.ImageOf(RandomHistory.Keys) });
    }

    private static byte[] Parked(RandomEvents random)
    {
        var content = random.Pick(
            $"\"content\":{random.Record()}", $"\"contentBase64\":\"{Convert.ToBase64String(random.Event())}\"", "\"contentRef\":\"s3://claims/~parked/x\",\"contentSha256\":\"00\",\"contentSize\":1");
        return Encoding.UTF8.GetBytes($$"""{"schema":"fw24.parked/1","function":"orders-stream","reason":"r","eventId":"e","parkedAt":"2026-11-22T10:05:00Z",{{content}}}""");
    }

    private static byte[] OnFailure(RandomEvents random) => Encoding.UTF8.GetBytes(
        $$$"""{"requestContext":{"condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{"shardId":"shard-1","startSequenceNumber":"1","endSequenceNumber":"{{{random.Draw(Gen.Int)}}}","batchSize":3,"streamArn":"{{{Arn}}}/stream/2026"},"payload":{{{JsonSerializer.Serialize(Encoding.UTF8.GetString(random.Event()))}}}}""");

    private static byte[] ObjectCreated(RandomEvents random) => Encoding.UTF8.GetBytes(
        $$"""{ "detail-type": "Object Created", "source": "aws.s3", "detail": { "bucket": { "name": "b" }, "object": { "key": "aws/lambda/x", "size": {{random.Draw(Gen.Int)}} } } }""");

    private static List<AuditRecord> Audited(RandomEvents random)
    {
        var records = new List<AuditRecord>();
        var keys = AuditTable.ImageOf(RandomHistory.Keys);
        foreach (var (old, @new) in random.Draw(RandomHistory.All).Changes.Take(random.Draw(Gen.Int[1, 4])))
        {
            records.Add(s_writer.Write(AuditTable.Change(old, @new, keys, records.Count + 1)));
        }

        return records;
    }

    private static byte[] AuditLines(RandomEvents random)
        => Encoding.UTF8.GetBytes(string.Join('\n', Audited(random).Select(static record => Text(record.Json))));

    private static void ReadAuditLines(byte[] input) => Fold(AuditEntry.ParseLines(input));

    private static void Fold(IReadOnlyList<AuditEntry> entries)
    {
        foreach (var trail in AuditTrail.Gather(entries))
        {
            var item = trail.Fold();
            _ = trail.Fold(trail.Entries[0].Time);
            foreach (var change in trail.Entries.SelectMany(static entry => entry.Changes))
            {
                _ = item.TryGetValue(change.Path, out _);
                _ = change.OldText;
            }
        }
    }

    private static byte[] AuditItemOf(RandomEvents random)
    {
        var layout = random.Pick<AuditItem>(s_layouts);
        var entries = Audited(random).ConvertAll(static record => AuditEntry.Parse(record.Json.Span));
        var trail = new TrailKey("shop", "orders", entries[0].Key);
        var head = TrailCheckpoint.None.With(entries.Select(static entry => new TrailEntry(entry.SequenceNumber, "a", "b", entry.Entity, entry.Time, entry.RecordedAt)));
        var item = random.Draw(Gen.Int[0, 3]) switch
        {
            0 => layout.WriteHead(AuditKey.HeadPartitionKey("orders", trail.Key), trail, head, AuditItem.ExpiryOf(head.Time, 10_000)),
            1 => layout.WriteGap(trail, new TrailGap("Order", "1", "22", random.Draw(Gen.Bool)), head.Time, head.RecordedAt, null),
            _ => layout.Write(entries[0], null),
        };
        return item.Json.ToArray();
    }

    private static void ReadAuditItems(byte[] input)
    {
        var item = new ItemImage(input);
        Attempt(() => _ = AuditGap.FromItem(item));
        Attempt(() => _ = TrailCheckpoint.FromItem(item).With([new TrailEntry("5", "x", "y", "Order", AuditTable.Start, AuditTable.Start)]));
        Attempt(() =>
        {
            var rows = AuditLog.FromItems([item, item]);
            _ = AuditTrail.Gather(rows);
        });
        Fold([AuditEntry.FromItem(item)]);
    }

    private static byte[] Item(RandomEvents random)
        => Encoding.UTF8.GetBytes(ModelJson.Write(random.Draw(RandomItems.Item), new Random(random.Draw(Gen.Int))).Trim());

    private static void ReadItem(byte[] input)
    {
        var item = new ItemImage(input);
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));
        Attempt(() => _ = AttributeMap.FromItem(item));
        Attempt(() => _ = digest.Of(item));
        Attempt(() => _ = ValueHmac.Compute(new byte[32], [.. "{\"M\":"u8, .. input, .. "}"u8]));
        Attempt(() => _ = new MessageGroups(TestTables.Keyed()).Of(item));
        Attempt(() => _ = AuditKey.Identity(item));
        foreach (var attribute in item)
        {
            using var shown = new MessageBuffer(64);
            AuditValueEncoder.Write(shown, attribute.Value);
        }
    }

    private static byte[] Items(RandomEvents random)
    {
        var (old, @new) = random.Draw(RandomItems.Change);
        var style = new Random(random.Draw(Gen.Int));
        return Encoding.UTF8.GetBytes($"{ModelJson.Write(old, style)}\n{ModelJson.Write(@new, style)}");
    }

    private static void ReadItems(byte[] input)
    {
        var end = input.AsSpan().IndexOf((byte)'\n');
        var (old, @new) = (input[..Math.Max(end, 0)], input[(end + 1)..]);
        Attempt(() => _ = AttributeEquality.AreEqual(old, @new));
        Attempt(() => _ = AttributeEquality.AreEqual([.. "{\"M\":"u8, .. old, .. "}"u8], [.. "{\"M\":"u8, .. @new, .. "}"u8]));
        new ImageDiff().Compare(new ItemImage(old), new ItemImage(@new));
    }

    private static byte[] ParcelItem(RandomEvents random) => Encoding.UTF8.GetBytes(
        $$$$"""{"Id":{"S":"p-{{{{random.Draw(Gen.Int)}}}}"},"Weight":{"N":"12"},"Price":{"N":"1.50"},"Size":{"S":"Large"},"Lines":{"L":[{"M":{"Sku":{"S":"a"},"Qty":{"N":"1"}}}]},"Tags":{"SS":["a","b"]},"Gift":{"NULL":true},"x":{{{{ModelJson.WriteValue(random.Draw(RandomItems.Value), null)}}}}}""");

    private static byte[] MappedItem(RandomEvents random) => Encoding.UTF8.GetBytes(random.Pick(
        """{"Yes":{"N":"1"},"Size":{"N":"1"},"At":{"S":"2026-11-28T10:05:00.123Z"},"List":{"SS":["b","a"]},"Set":{"NS":["1","0"]}}""",
        """{"Yes":{"BOOL":true},"Size":{"M":{"value__":{"N":"1"}}},"At":{"N":"1795000000"},"List":{"L":[{"S":"b"}]},"Set":{"L":[{"BOOL":true},{"N":"0"}]}}""",
        """{"Yes":{"BOOL":false},"Size":{"S":"Large"},"At":{"S":"2026-11-28T10:05:00Z"},"List":{"L":[]},"Set":{"L":[]}}"""));

    private static void ReadMappedItem(byte[] input)
    {
        var item = new ItemReader(input, "Parcel");
        while (item.NextAttribute(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.Is("At"u8):
                    _ = item.ReadMappedDateTime();
                    break;
                case 3 when name.Is("Yes"u8):
                    _ = item.ReadMappedBoolean();
                    break;
                case 3 when name.Is("Set"u8):
                    _ = item.ReadMappedSet(static (ref ItemReader element) => element.ReadMappedBoolean());
                    break;
                case 4 when name.Is("Size"u8):
                    _ = item.ReadMappedEnum(Parcel.NamesOfSize);
                    break;
                case 4 when name.Is("List"u8):
                    _ = item.ReadMappedList(static (ref ItemReader element) => element.ReadString());
                    break;
                default:
                    item.SkipValue();
                    break;
            }
        }
    }

    private static byte[] Names(RandomEvents random)
        => JsonSerializer.SerializeToUtf8Bytes(string.Join(',', random.Draw(RandomItems.Name.Array[0, 6])).Replace("a", "\\,", StringComparison.Ordinal));

    private static void ReadNames(byte[] input)
    {
        // Only a text that was read before is inspected.
        byte[] json = [(byte)' ', .. input];
        var cursor = new JsonCursor(json);
        if (!System.Text.Unicode.Utf8.IsValid(json) || !cursor.TryReadString(out _))
        {
            return;
        }

        var length = 0;
        foreach (var name in RedactedNames.At(json, 1))
        {
            length += name.Length;
        }

        Assert.True(length <= input.Length);
    }

    private static byte[] Path(RandomEvents random)
    {
        var path = new AttributePath();
        foreach (var name in random.Draw(RandomItems.Name.Array[1, 4]))
        {
            path.Push(Encoding.UTF8.GetBytes(name));
            path.Push(random.Draw(Gen.Int[0, 20]));
        }

        return path.Text.ToArray();
    }

    // A path is the only path of its steps, except for unnecessary escapes and leading zeros of an index.
    private static void ReadPath(byte[] input)
    {
        IReadOnlyList<PathStep> steps;
        try
        {
            steps = AttributePath.Parse(Encoding.UTF8.GetString(input));
        }
        catch (FormatException)
        {
            return;
        }

        Assert.Equal(steps, AttributePath.Parse(Encoding.UTF8.GetString(Write(steps).Text)));
    }

    private static AttributePath Write(IReadOnlyList<PathStep> steps)
    {
        var path = new AttributePath();
        foreach (var step in steps)
        {
            _ = step.Name is { } name ? path.Push(Encoding.UTF8.GetBytes(name)) : path.Push(step.Index);
        }

        return path;
    }

    private static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (ItemFormatException)
        {
            // Rejected; the next reader is tried.
        }
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private sealed class NoClaims : IClaimCheck
    {
        public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
            => throw new NotSupportedException();

        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
            => new((ReadOnlyMemory<byte>?)null);
    }
}
