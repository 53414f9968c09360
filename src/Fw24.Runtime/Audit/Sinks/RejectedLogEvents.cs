namespace Fw24.Audit.Sinks;

/// <summary>The events that a successful PutLogEvents call rejected (<c>rejectedLogEventsInfo</c>).</summary>
/// <param name="TooOldEnd">Events before this index are too old; <see langword="null"/> for no events.</param>
/// <param name="ExpiredEnd">Events before this index are older than the group's retention; <see langword="null"/> for no events.</param>
/// <param name="TooNewStart">Events from this index on are too far in the future; <see langword="null"/> for no events.</param>
internal readonly record struct RejectedLogEvents(int? TooOldEnd, int? ExpiredEnd, int? TooNewStart);
