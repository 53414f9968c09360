using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;
using Fw24.Model;

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>The indexes of an audit table, and the attributes with which a record or an open gap is in them.</summary>
/// <remarks>
/// <para>
/// A table's records are in 16 partitions of an index by the hash of their item. One partition takes 1,000 writes of up to 1 KB in a
/// second, so 10,000 changes in a second are 625 for each. Changes of one item are in one partition, as they are in the audit table itself.
/// </para>
/// <para>
/// The day is no part of a partition key. It would not spread the writes of one time, while DynamoDB would have to learn each day which
/// partitions are busy, and a query without a beginning would have to know the first day. As it is, a query of any range is 16 queries.
/// </para>
/// </remarks>
internal static class IndexKey
{
    /// <summary>The index by time, and the attribute of its partition key.</summary>
    public const string ByTime = "byTime";

    /// <summary>The index by actor, and the attribute of its partition key.</summary>
    public const string ByActor = "byActor";

    /// <summary>The attribute of both indexes' sort keys.</summary>
    public const string At = "at";

    /// <summary>The number of partitions of a table, or of a table and an actor.</summary>
    public const int Partitions = 16;

    /// <summary>Follows the separator: greater than all sort keys that begin with a time and the separator.</summary>
    private const char AfterSeparator = '$';

    // Of equal length, so that texts sort as times do; records have no fraction today.
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>Gets the indexes of an audit table.</summary>
    /// <param name="queries">What its records are found by.</param>
    public static IReadOnlyList<IndexModel> IndexesOf(AuditQueries queries)
    {
        var indexes = new List<IndexModel>(2);
        if (queries.HasFlag(AuditQueries.Time))
        {
            indexes.Add(IndexOf(ByTime));
        }

        if (queries.HasFlag(AuditQueries.Actor))
        {
            indexes.Add(IndexOf(ByActor));
        }

        return indexes;
    }

    /// <summary>Gets the attributes with which a record is in the indexes.</summary>
    /// <param name="queries">What its table's records are found by.</param>
    /// <param name="entry">The record.</param>
    /// <param name="partitionKey">The partition key of its row.</param>
    public static IReadOnlyList<(string Name, string Text)> Of(AuditQueries queries, AuditEntry entry, string partitionKey)
    {
        var byActor = queries.HasFlag(AuditQueries.Actor) && entry.Actor is not null;
        if (!byActor && !queries.HasFlag(AuditQueries.Time))
        {
            return [];
        }

        var partition = PartitionOf(partitionKey);
        var attributes = new List<(string, string)>(3);
        if (queries.HasFlag(AuditQueries.Time))
        {
            attributes.Add((ByTime, Time(entry.Table, partition)));
        }

        if (byActor)
        {
            attributes.Add((ByActor, Actor(entry.Table, partition, entry.Actor!)));
        }

        attributes.Add((At, SortKey(entry.Time, entry.SequenceNumber)));
        return attributes;
    }

    /// <summary>Gets the attributes with which a gap is in the index by time: none if it is filled.</summary>
    /// <param name="queries">What its table's records are found by.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="gap">The gap.</param>
    /// <param name="since">The time of the change after the gap.</param>
    /// <param name="partitionKey">The partition key of its row.</param>
    public static IReadOnlyList<(string Name, string Text)> Of(
        AuditQueries queries, string table, TrailGap gap, DateTimeOffset since, string partitionKey)
        => gap.IsFilled || !queries.HasFlag(AuditQueries.Time)
            ? []
            : [(ByTime, Gaps(table, PartitionOf(partitionKey))), (At, SortKey(since, gap.Before))];

    /// <summary>The partition key of the open gaps in the index by time: <c>{table}#gap{partition}</c>.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="partition">The partition: 0 to 15.</param>
    public static string Gaps(string table, int partition) => string.Create(CultureInfo.InvariantCulture, $"{table}#gap{partition:x}");

    /// <summary>The partition key of the index by time: <c>{table}#{partition}</c>.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="partition">The partition: 0 to 15.</param>
    public static string Time(string table, int partition) => string.Create(CultureInfo.InvariantCulture, $"{table}#{partition:x}");

    /// <summary>The partition key of the index by actor: <c>{table}#{partition}#{actor}</c>.</summary>
    /// <remarks>
    /// No name of a table has a "#", and the actor is last, so two actors never share a key unless one has the hash of the other as its
    /// name: readers compare the names in the records.
    /// </remarks>
    /// <param name="table">The table's name.</param>
    /// <param name="partition">The partition: 0 to 15.</param>
    /// <param name="actor">The actor's name.</param>
    public static string Actor(string table, int partition, string actor)
    {
        var text = $"{Time(table, partition)}#{actor}";
        return Encoding.UTF8.GetByteCount(text) <= AuditKey.MaxPartitionKeyBytes
            ? text
            : $@"{Time(table, partition)}#\h{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(actor)))}";
    }

    /// <summary>The sort key of both indexes: <c>{time}#{sequence number}</c>, both of constant length.</summary>
    public static string SortKey(DateTimeOffset time, string sequenceNumber) => $"{From(time)}#{AuditKey.SortKeyOf(sequenceNumber)}";

    /// <summary>The smallest sort key of a time.</summary>
    public static string From(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>A text after the greatest sort key of a time.</summary>
    public static string To(DateTimeOffset time) => From(time) + AfterSeparator;

    /// <summary>The time of a sort key.</summary>
    /// <exception cref="ItemFormatException">The text is no sort key.</exception>
    public static DateTimeOffset TimeOf(string sortKey) => DateTimeOffset.TryParseExact(
        sortKey.Split('#')[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : throw new ItemFormatException("audit gap", At, "a time and a sequence number", "another text");

    private static IndexModel IndexOf(string name)
        => new(name, [new KeyAttribute(name, KeyType.String)], [new KeyAttribute(At, KeyType.String)], IndexProjection.KeysOnly);

    // The first hexadecimal digit of the hash.
    private static int PartitionOf(string partitionKey) => SHA256.HashData(Encoding.UTF8.GetBytes(partitionKey))[0] >> 4;
}
