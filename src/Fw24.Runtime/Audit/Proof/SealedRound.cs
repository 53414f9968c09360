namespace Fw24.Audit;

/// <summary>A round of the log: what its checkpoint covers.</summary>
/// <param name="Size">The number of entries with which the round left the log: the size of its checkpoint.</param>
/// <param name="From">The time of the round before; that of this one, if it is the first.</param>
/// <param name="Until">
/// The time of the round. Records that were stored between the two are in it, or in an earlier one; one whose invocation was still running
/// is in the next.
/// </param>
public sealed record SealedRound(long Size, DateTimeOffset From, DateTimeOffset Until);
