namespace Fw24.Operations.Status;

/// <summary>The number of gaps in audit trails.</summary>
/// <param name="Count">The gaps that are open.</param>
/// <param name="IsExact">
/// Indicates whether the audit's index counted them. If not, they are the metric <c>GapsOpened</c> less <c>GapsFilled</c>, for as
/// long as CloudWatch keeps them.
/// </param>
internal sealed record GapCount(long Count, bool IsExact);
