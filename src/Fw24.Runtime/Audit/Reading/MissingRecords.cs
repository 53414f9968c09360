namespace Fw24.Audit;

/// <summary>A place in an item's trail where records are missing now, as <see cref="IAuditReader.MissingAsync"/> finds it.</summary>
/// <param name="Gap">The item, and the sequence numbers of the records on both sides.</param>
/// <param name="Since">
/// The time of the change whose record is the first after the gap: the missing changes were made before, and should have been recorded by
/// then. A late record narrows a gap; what is left of it is missing since the same time or, before that record, since its time.
/// </param>
public sealed record MissingRecords(AuditGap Gap, DateTimeOffset Since)
{
    /// <summary>
    /// The time of the change whose record is the last before the gap: the missing changes were made after it or in the same second.
    /// <see langword="null"/> if that record has expired.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    internal static NotSupportedException NotMarked(string table) => new(
        $"The audit of {table} marks no missing records in its store: ReportAsync finds those of an item. An audit in a DynamoDB table of "
        + "its own that finds records by time, [Audit(AuditLoggerType.DynamoDb, AuditTableName = \"…\", Queries = AuditQueries.Time)], "
        + "marks them and finds the marks.");
}
