namespace Fw24.Operations;

/// <summary>The state of a redrive, as SQS reports it.</summary>
/// <param name="Status"><c>RUNNING</c>, <c>COMPLETED</c>, <c>CANCELLING</c>, <c>CANCELLED</c> or <c>FAILED</c>.</param>
/// <param name="Moved">The approximate number of messages that were moved.</param>
/// <param name="Total">
/// The approximate number of messages at the beginning; <see langword="null"/> if SQS does not state it.
/// </param>
/// <param name="FailureReason">The reason of a failure; <see langword="null"/> if there is none.</param>
public sealed record RedriveStatus(string Status, long Moved, long? Total, string? FailureReason);
