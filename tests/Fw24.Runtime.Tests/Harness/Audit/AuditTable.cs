using System.Text;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Items;
using Fw24.Model;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>A table for the audit, and changes of its items.</summary>
internal static class AuditTable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 5, 0, TimeSpan.Zero);

    public static TableModel Model(
        string? discriminator = null, string[]? ignored = null, string? actor = "By", KeyAttribute? partitionKey = null, KeyAttribute? sortKey = null,
        StreamViewType viewType = StreamViewType.NewAndOldImages, AuditAttribute? audit = null, string? timeToLive = null, IReadOnlyList<IndexModel>? indexes = null, string[]? sensitive = null,
        string name = "orders", bool stampsDeletes = false)
        => new()
        {
            Name = name,
            PartitionKey = partitionKey ?? new KeyAttribute("Id", KeyType.String),
            SortKey = sortKey,
            Discriminator = discriminator,
            TimeToLive = timeToLive,
            Indexes = indexes ?? [],
            Stream = new StreamEnabledAttribute { ViewType = viewType },
            Audit = audit ?? new AuditAttribute(AuditLoggerType.Console),
            Entities =
            [
                new TestEntity { Name = "Order", Actor = actor, StampsDeletes = stampsDeletes, AuditIgnored = ignored ?? [], Sensitive = [.. (sensitive ?? []).Select(static name => new SensitiveAttributeModel(name, Redaction.Hmac))] },
                new TestEntity { Name = "Note" },
            ],
        };

    public static KeyAttribute NumberKey(string name) => new(name, KeyType.Number);

    public static AuditRecordWriter Writer(TableModel? table = null, SaltSource? salts = null)
        => new("shop", table ?? Model(), new FakeTimeProvider(Start.AddSeconds(3)), salts);

    public static StreamRecord Change(
        string? oldImage, string? newImage, string keys = """{"Id":{"S":"item-1"}}""", int number = 1, ChangeOrigin origin = ChangeOrigin.Application, string? trace = null, string? redacted = null)
        => Change(ImageOf(oldImage), ImageOf(newImage), ImageOf(keys), number, origin, trace) with
        {
            Json = Encoding.UTF8.GetBytes($" {JsonSerializer.Serialize(redacted ?? "")}"),
            RedactedChangesAt = redacted is null ? 0 : 1,
        };

    public static StreamRecord Change(ItemImage oldImage, ItemImage newImage, ItemImage keys, int number = 1, ChangeOrigin origin = ChangeOrigin.Application, string? trace = null)
        => new()
        {
            EventId = Encoding.UTF8.GetBytes($"event-{number}"),
            SequenceNumber = Encoding.UTF8.GetBytes($"{number}00000000000000000000"),
            ChangedAt = Start.AddSeconds(number),
            Operation = oldImage.IsAbsent ? ChangeOperations.Insert : newImage.IsAbsent ? ChangeOperations.Remove : ChangeOperations.Modify,
            Origin = origin,
            Keys = keys,
            OldImage = oldImage,
            NewImage = newImage,
            TraceParent = Encoding.UTF8.GetBytes(trace ?? ""),
        };

    public static ItemImage ImageOf(string? json) => new(Encoding.UTF8.GetBytes(json ?? ""));

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    /// <summary>Indicates whether two items are equal to DynamoDB.</summary>
    public static bool Same(ItemImage left, ItemImage right)
        => left.IsAbsent == right.IsAbsent
        && (left.IsAbsent || AttributeEquality.AreEqual(Encoding.UTF8.GetBytes($$"""{"M":{{Text(left.Json)}}}"""), Encoding.UTF8.GetBytes($$"""{"M":{{Text(right.Json)}}}""")));

    private sealed class TestEntity : EntityModel
    {
        public override Type Type => typeof(object);

        internal override void Accept(IEntityVisitor visitor) => throw new NotSupportedException();
    }
}
