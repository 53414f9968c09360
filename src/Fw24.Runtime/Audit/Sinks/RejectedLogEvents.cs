namespace Fw24.Audit;

/// <summary>The events that a successful PutLogEvents call rejected (<c>rejectedLogEventsInfo</c>).</summary>
/// <param name="TooOldEnd">Events before this index are too old, if any.</param>
/// <param name="ExpiredEnd">Events before this index are older than the group's retention, if any.</param>
/// <param name="TooNewStart">Events from this index on are too far in the future, if any.</param>
public readonly record struct RejectedLogEvents(int? TooOldEnd, int? ExpiredEnd, int? TooNewStart);
