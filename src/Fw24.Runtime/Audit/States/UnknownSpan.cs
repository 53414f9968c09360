namespace Fw24.Audit;

/// <summary>A part of an item's history of which nothing is known, because records are missing or contradict one another.</summary>
/// <param name="After">The record before it; <see langword="null"/> for the beginning of the trail.</param>
/// <param name="Before">The record after it; <see langword="null"/> for the end of the trail.</param>
/// <param name="Reason">The reason. It contains no item values.</param>
public sealed record UnknownSpan(AuditEntry? After, AuditEntry? Before, string Reason)
{
    /// <summary>
    /// The time from which on the item's state is not known, inclusive: that of <see cref="After"/>, since the missing changes may be of
    /// the same second.
    /// <see langword="null"/> for the beginning of time.
    /// </summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>The time from which on it is known again: that of <see cref="Before"/>. <see langword="null"/> if it never is.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>
    /// The mark that the DynamoDB sink has stored there; <see langword="null"/> if the records themselves show that some are missing.
    /// </summary>
    public AuditGap? Gap { get; init; }
}
