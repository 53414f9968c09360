using System.Globalization;

namespace Fw24.Audit;

/// <summary>The words of the audit record's schema.</summary>
internal static class AuditSchema
{
    /// <summary>The schema's name.</summary>
    public const string V1 = "fw24.audit/1";

    /// <summary>How times are written: ISO 8601 in UTC, with as much of a fraction as there is.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string NameOf(ChangeOperations operation) => operation switch
    {
        ChangeOperations.Insert => "insert",
        ChangeOperations.Modify => "modify",
        ChangeOperations.Remove => "remove",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), "A change is an insert, a modify or a remove."),
    };

    public static string NameOf(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.TimeToLive => "timeToLive",
        ChangeOrigin.Replication => "replication",
        _ => "application",
    };

    public static string NameOf(AuditActorKind kind) => kind switch
    {
        AuditActorKind.Writer => "writer",
        AuditActorKind.LastWriter => "lastWriter",
        AuditActorKind.System => "system",
        _ => "unknown",
    };

    public static ChangeOperations OperationOf(string name) => name switch
    {
        "insert" => ChangeOperations.Insert,
        "modify" => ChangeOperations.Modify,
        "remove" => ChangeOperations.Remove,
        _ => throw new ItemFormatException("audit record", "operation", "insert, modify or remove", "another word"),
    };

    public static ChangeOrigin OriginOf(string name) => name switch
    {
        "application" => ChangeOrigin.Application,
        "timeToLive" => ChangeOrigin.TimeToLive,
        "replication" => ChangeOrigin.Replication,
        _ => throw new ItemFormatException("audit record", "origin", "application, timeToLive or replication", "another word"),
    };

    public static AuditActorKind ActorKindOf(string name) => name switch
    {
        "writer" => AuditActorKind.Writer,
        "lastWriter" => AuditActorKind.LastWriter,
        "system" => AuditActorKind.System,
        "unknown" => AuditActorKind.Unknown,
        _ => throw new ItemFormatException("audit record", "actorKind", "writer, lastWriter, system or unknown", "another word"),
    };
}
