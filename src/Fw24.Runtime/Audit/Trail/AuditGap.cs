using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>A place in an item's audit trail where records are missing, or were: the image after one record is not the image before the next.</summary>
/// <remarks>
/// The DynamoDB sink marks it when a later change's record was stored and an earlier one's was not: one that was given up, is parked, or
/// is merely late. What comes after all narrows the gap, and fills it.
/// </remarks>
public sealed class AuditGap
{
    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The entity's name, as the record before the gap has it.</summary>
    public required string Entity { get; init; }

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>The sequence number of the record before the gap.</summary>
    public required string After { get; init; }

    /// <summary>The sequence number of the record behind the gap. The changes in between are in the table's stream for 24 hours.</summary>
    public required string Before { get; init; }

    /// <summary>Whether what was missing has come.</summary>
    public required bool IsFilled { get; init; }

    /// <summary>When a record of the item was written last before this was noted.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Reads a gap from the item that <see cref="DynamoDbAuditSink"/> made of it.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The gap.</returns>
    /// <exception cref="ItemFormatException">It is no such item.</exception>
    public static AuditGap FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        return reader.Members.ToGap(reader.Key);
    }
}
