namespace Fw24;

/// <summary>The members of a stream record other than the item's images.</summary>
/// <param name="EventId">The stream record's id, unique per change.</param>
/// <param name="SequenceNumber">The record's position in its item's order: up to 40 digits, to be compared as a number.</param>
/// <param name="ChangedAt">The time at which DynamoDB applied the change, to the second; <paramref name="SequenceNumber"/> breaks ties.</param>
/// <param name="Actor">The writer of the item, from its <see cref="AuditActorAttribute"/> property; for a removal, the item's last writer.</param>
/// <param name="Origin">The origin of the change: an application, the time to live, replication or a backfill.</param>
public readonly record struct ChangeHeader(
    string EventId, string SequenceNumber, DateTimeOffset ChangedAt, string? Actor, ChangeOrigin Origin)
{
    /// <summary>The reason for a removal; meaningful only if the item was removed.</summary>
    public RemovalReason RemovalReason => Origin is ChangeOrigin.TimeToLive ? RemovalReason.Expired : RemovalReason.Deleted;
}
