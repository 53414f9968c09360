using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;
using Fw24.Local.Streams;
using Fw24.Local.Tables;
using Fw24.Local.Topics;
using Fw24.Model;

namespace Fw24.Local.Faults;

/// <summary>Puts poison into streams. Each piece has its own key, so that no other record waits for it.</summary>
internal sealed class PoisonInjector(AppModel app, LocalTopology topology, FaultInjector faults, EventLoop loop)
{
    private const int Depth = 10_000;

    private bool _isInjecting;
    private int _count;

    /// <summary>Decides whether to inject poison after a put, and injects it.</summary>
    public void OnWritten(LocalTable table, ItemImage item)
    {
        if (faults.AreNone || _isInjecting || table.Stream is null || IsAuditRow(table, item))
        {
            return;
        }

        if (faults.Decide(FaultBoundary.Write, table.Name, null) is { Kind: FaultKind.Poison } fault)
        {
            var kind = (PoisonKind)fault.Details!.Next(5);
            if (!TryInject(table, kind, item))
            {
                TryInject(table, PoisonKind.WrongWireType, item);
            }
        }
    }

    /// <summary>Injects poison.</summary>
    /// <param name="table">A table with a stream.</param>
    /// <param name="kind">The kind of poison.</param>
    /// <param name="like">An item of the table to derive an unreadable one from.</param>
    /// <returns>Whether it will be parked; <see langword="false"/> if the mapping's filter excludes it, or no handler would read it.</returns>
    public bool TryInject(LocalTable table, PoisonKind kind, ItemImage like)
    {
        lock (loop.Gate)
        {
            return kind is PoisonKind.UnreadableItem ? TryPutUnreadable(table, like) : TryAppend(table, kind);
        }
    }

    // No poison is derived from items that the stream's mapping hides from every function.
    private static bool IsAuditRow(LocalTable table, ItemImage item)
        => item.TryGetAttribute(Encoding.UTF8.GetBytes(table.Resource.PartitionKey.Name), out var key) && key.StartsWith("{\"S\":\"AUDIT#"u8);

    private bool TryAppend(LocalTable table, PoisonKind kind)
    {
        var stream = table.Stream!;
        var number = ++_count;
        var key = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"poison-{number}"));
        var hash = StableHash.Of(key);
        var record = new SourceRecord
        {
            Json = Record(table, kind, stream, stream.NextSequenceNumber(hash), out var sequenceNumber),
            SequenceNumber = sequenceNumber,
            CreatedAt = loop.Now,
            Key = key,
        };
        foreach (var mapping in topology.StreamMappings)
        {
            if (mapping.Table == table.Name && !new EventFilter(mapping.FilterPatterns).Accepts(record.Json))
            {
                return false;
            }
        }

        table.Append(hash, record);
        faults.Log.PoisonCount++;
        return true;
    }

    private ReadOnlyMemory<byte> Record(LocalTable table, PoisonKind kind, LocalStream stream, string number, out string sequenceNumber)
    {
        sequenceNumber = number;
        var name = JsonEncodedText.Encode(table.Resource.PartitionKey.Name);
        var keys = $$$"""{"{{{name}}}":{"S":"poison-{{{_count}}}"}}""";
        var image = kind switch
        {
            PoisonKind.MissingKeys => keys,
            PoisonKind.WrongWireType => "{\"text\":{\"S\":1}}",
            PoisonKind.BrokenJson => "{\"text\":{\"S\":nothing}}",
            _ => Deep(),
        };
        var members = kind is PoisonKind.MissingKeys ? "" : $"\"Keys\":{keys},";
        var data = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"ApproximateCreationDateTime":{{loop.Now.ToUnixTimeSeconds()}},{{members}}"NewImage":{{image}},"SequenceNumber":"{{number}}","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"}""");
        const string Source = "\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\"";
        return Encoding.UTF8.GetBytes(
            $$"""{"eventID":"{{stream.NextEventId()}}","eventName":"INSERT",{{Source}},"awsRegion":"{{topology.Region}}","dynamodb":{{data}},"eventSourceARN":"{{stream.StreamArn}}"}""");
    }

    private static string Deep()
    {
        var text = new StringBuilder(Depth * 12);
        text.Append("{\"deep\":");
        text.Insert(text.Length, "{\"M\":{\"a\":", Depth).Append("{\"NULL\":true}");
        return text.Append('}', (2 * Depth) + 1).ToString();
    }

    private bool TryPutUnreadable(LocalTable table, ItemImage like)
    {
        var model = topology.ModelOf(app, table.Name)!;
        foreach (var attribute in Attributes(like))
        {
            if (IsSpecial(model, attribute))
            {
                continue;
            }

            var item = Changed(like, table.Resource, attribute);
            var readers = app.Handlers.Where(handler => handler.TableName == model.Name && Receives(handler, model, item)).ToList();
            if (readers.Count == 0 || !readers.TrueForAll(handler => Refuses(handler, item)))
            {
                continue;
            }

            _count++;
            _isInjecting = true;
            table.Put(Changed(like, table.Resource, attribute));
            _isInjecting = false;
            faults.Log.PoisonCount += readers.Count;
            return true;
        }

        return false;
    }

    private static List<string> Attributes(ItemImage item)
    {
        List<string> names = [];
        var json = new Utf8JsonReader(item.Json.Span);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            names.Add(json.GetString()!);
            json.Skip();
        }

        return names;
    }

    // Attributes that functions other than handlers read, or whose type a table enforces.
    private static bool IsSpecial(TableModel table, string attribute)
        => attribute == table.PartitionKey.Name || attribute == table.SortKey?.Name || attribute == table.Discriminator || attribute == table.TimeToLive
        || table.Indexes.Any(index => index.Keys.Any(key => attribute == key.Name))
        || table.Entities.Any(entity => attribute == entity.Actor || entity.Sensitive.Any(sensitive => sensitive.Name == attribute));

    // A copy of the item under a new key, with one attribute of another type.
    private ItemImage Changed(ItemImage item, TableResource table, string attribute)
    {
        var buffer = new ArrayBufferWriter<byte>(item.Json.Length + 64);
        using var output = new Utf8JsonWriter(buffer);
        output.WriteStartObject();
        var json = new Utf8JsonReader(item.Json.Span);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            var value = item.Json.Span[start..(int)json.BytesConsumed];
            output.WritePropertyName(name);
            if (name == table.PartitionKey.Name)
            {
                output.WriteRawValue(Key(table.PartitionKey.Type), skipInputValidation: true);
            }
            else if (name == attribute)
            {
                output.WriteRawValue(value.StartsWith("{\"BOOL\""u8) ? "{\"S\":\"poison\"}" : "{\"BOOL\":true}", skipInputValidation: true);
            }
            else
            {
                output.WriteRawValue(value, skipInputValidation: true);
            }
        }

        output.WriteEndObject();
        output.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private string Key(KeyType type) => type switch
    {
        KeyType.String => $$"""{"S":"poison-item-{{_count + 1}}"}""",
        KeyType.Number => $$"""{"N":"-{{900_000_000 + _count + 1}}"}""",
        _ => $$"""{"B":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"poison-item-{_count + 1}"))}}"}""",
    };

    // Applies the topology's filter policies, as the topic does for an insert.
    private bool Receives(HandlerModel handler, TableModel table, ItemImage item)
    {
        if (table.Discriminator is { } discriminator
            && !(item.TryGetAttribute(Encoding.UTF8.GetBytes(discriminator), out var value) && value.IndexOf(Encoding.UTF8.GetBytes($"\"{handler.Entity.Name}\"")) >= 0))
        {
            return false;
        }

        var attributes = new Dictionary<string, MessageAttribute>
        {
            ["entity"] = new("String", handler.Entity.Name),
            ["operation"] = new("String", "insert"),
            ["changed"] = new("String.Array", """["*"]"""),
        };
        var functions = topology.Functions.Where(function => function.Function == handler.Name).Select(static function => function.Name);
        var queues = topology.QueueMappings.Where(mapping => functions.Contains(mapping.Function)).Select(static mapping => mapping.Queue)
            .ToHashSet();
        return topology.Subscriptions.Any(subscription => queues.Contains(subscription.Queue) && new FilterPolicy(subscription.FilterPolicy).Accepts(attributes));
    }

    private static bool Refuses(HandlerModel handler, ItemImage item)
    {
        try
        {
            handler.Decode(default, new StreamRecord { Operation = ChangeOperations.Insert, NewImage = item });
            return false;
        }
        catch (ItemFormatException)
        {
            return true;
        }
    }
}
