using System.Text;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Records;

namespace Fw24;

/// <summary>What a stream record says of a change besides the item's images.</summary>
/// <param name="EventId">The stream record's id, unique per change.</param>
/// <param name="SequenceNumber">The record's place in its item's order: up to 40 digits, to be compared as a number.</param>
/// <param name="ChangedAt">When DynamoDB applied the change, to the second; <paramref name="SequenceNumber"/> breaks ties.</param>
/// <param name="Actor">Who wrote the item, from its <see cref="AuditActorAttribute"/> property; for a removal, who wrote it last.</param>
/// <param name="Origin">Whether an application, the time to live or replication made the change.</param>
public readonly record struct ChangeHeader(
    string EventId, string SequenceNumber, DateTimeOffset ChangedAt, string? Actor, ChangeOrigin Origin)
{
    /// <summary>Why the item was removed, if it was.</summary>
    public RemovalReason RemovalReason => Origin is ChangeOrigin.TimeToLive ? RemovalReason.Expired : RemovalReason.Deleted;

    /// <summary>Reads what a stream record says of a change of an entity.</summary>
    /// <param name="record">The record.</param>
    /// <param name="entity">The entity, of which one attribute may name the actor.</param>
    internal static ChangeHeader Of(in StreamRecord record, EntityModel entity) => new(
        Encoding.UTF8.GetString(record.EventId.Span),
        Encoding.UTF8.GetString(record.SequenceNumber.Span),
        record.ChangedAt,
        ActorOf(record.NewImage.IsAbsent ? record.OldImage : record.NewImage, entity),
        record.Origin);

    private static string? ActorOf(in ItemImage image, EntityModel entity)
        => entity.Utf8Actor is { } attribute && image.TryGetAttribute(attribute, out var value)
            && ScalarValue.Read(value, entity.Actor!) is { Type: AttributeType.String } actor
            ? actor.Text.ToString()
            : null;
}
