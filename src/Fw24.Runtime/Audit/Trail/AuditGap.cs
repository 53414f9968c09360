using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>A place in an item's audit trail where records are or were missing: the image after one record differs from the image before the next.</summary>
/// <remarks>
/// The DynamoDB sink records a gap when it has stored a later change's record but not an earlier one's, which was abandoned, parked or
/// delayed. Records that arrive later narrow the gap and finally fill it.
/// </remarks>
public sealed class AuditGap
{
    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The entity's name in the record before the gap.</summary>
    public required string Entity { get; init; }

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>The sequence number of the record before the gap.</summary>
    public required string After { get; init; }

    /// <summary>The sequence number of the record after the gap. The changes in between are in the table's stream for 24 hours.</summary>
    public required string Before { get; init; }

    /// <summary>Indicates whether the missing records have arrived.</summary>
    public required bool IsFilled { get; init; }

    /// <summary>The time at which the latest record of the item was written when this row was updated.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Reads a gap from an item that <see cref="DynamoDbAuditSink"/> wrote.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The gap.</returns>
    /// <exception cref="ItemFormatException">The item is not a gap.</exception>
    public static AuditGap FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.ToGap(reader.Key);
    }
}
