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
}
