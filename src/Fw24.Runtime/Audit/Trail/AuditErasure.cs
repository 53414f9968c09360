using System.Globalization;
using Fw24.Audit.Records;
using Fw24.Audit.Trail;

namespace Fw24.Audit;

/// <summary>The record of an erasure of an item's audit records.</summary>
public sealed class AuditErasure
{
    /// <summary>The state of an erasure that has begun.</summary>
    internal const string Begun = "begun";

    /// <summary>The state of an erasure at its end.</summary>
    internal const string Complete = "complete";

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>The item's key.</summary>
    public required ItemImage Key { get; init; }

    /// <summary>The time at which the erasure began, with a resolution of one second.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// The time of the last change that is erased. A record of such a change that arrives later, from a queue or a replay, is stored without its values.
    /// </summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The name of the person or program that erased, if it was given.</summary>
    public string? Actor { get; init; }

    /// <summary>The reason, if one was given.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of records that the erasure found erased at its end, including those of earlier erasures.</summary>
    public int Records { get; init; }

    /// <summary>Indicates whether it reached its end. If not, it was interrupted: erasing again completes it.</summary>
    public bool IsComplete { get; init; }

    /// <summary>What it removed in addition to values.</summary>
    public ErasureScope Scope { get; init; }

    /// <summary>Gets the record at the end of the erasure.</summary>
    internal AuditErasure Completed(int records) => new()
    {
        Table = Table,
        Key = Key,
        Time = Time,
        Until = Until,
        Actor = Actor,
        Reason = Reason,
        Scope = Scope,
        Records = records,
        IsComplete = true,
    };

    /// <summary>Reads the record of an erasure from an item that <see cref="AuditEraser"/> wrote.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The item is not the record of an erasure.</exception>
    public static AuditErasure FromItem(ItemImage item)
    {
        var reader = new AuditItemReader(item);
        reader.Read();
        var members = reader.Members;
        members.Demand(AuditSchema.ErasureV1);
        return new AuditErasure
        {
            Table = members.Required("table"),
            Key = reader.Key,
            Time = members.Time("time"),
            Until = members.Time("until"),
            Actor = members.Optional("actor"),
            Reason = members.Optional("reason"),
            Records = int.TryParse(members.Required("records"), NumberStyles.None, CultureInfo.InvariantCulture, out var records)
                ? records
                : throw new ItemFormatException("record of an erasure", "records", "a number", "another text"),
            IsComplete = members.Required("state") is Complete,
            Scope = Enum.TryParse<ErasureScope>(members.Required("scope"), out var scope) ? scope : ErasureScope.Values,
        };
    }
}
