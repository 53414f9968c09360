using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fw24.Audit.Records;

/// <summary>The constants of the audit record's schema and of the rows that accompany it.</summary>
internal static class AuditSchema
{
    /// <summary>The name of the first schema, which does not list the sensitive attributes that changed.</summary>
    public const string V1 = "fw24.audit/1";

    /// <summary>The name of the current schema.</summary>
    public const string V2 = "fw24.audit/2";

    /// <summary>The schema name of a snapshot.</summary>
    public const string SnapshotV1 = "fw24.audit.snapshot/1";

    /// <summary>The name of a snapshot in place of an operation.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>The schema name of a record whose values were erased.</summary>
    public const string ErasedV1 = "fw24.audit.erased/1";

    /// <summary>The schema name of the record of an erasure.</summary>
    public const string ErasureV1 = "fw24.audit.erasure/1";

    /// <summary>The schema name of a gap.</summary>
    public const string GapV1 = "fw24.audit.gap/1";

    /// <summary>The schema name of a trail's head.</summary>
    public const string HeadV1 = "fw24.audit.head/1";

    // Audit records are read by people: write ü as is, not as \u00fc.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string NameOf(ChangeOperations operation) => operation switch
    {
        ChangeOperations.Insert => "insert",
        ChangeOperations.Modify => "modify",
        ChangeOperations.Remove => "remove",
        ChangeOperations.None => Snapshot,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), "The operation must be a single one: insert, modify or remove."),
    };

    public static string NameOf(ChangeOrigin origin) => origin switch
    {
        ChangeOrigin.TimeToLive => "timeToLive",
        ChangeOrigin.Replication => "replication",
        ChangeOrigin.Backfill => "backfill",
        _ => "application",
    };

    public static string NameOf(AuditActorKind kind) => kind switch
    {
        AuditActorKind.Writer => "writer",
        AuditActorKind.LastWriter => "lastWriter",
        AuditActorKind.System => "system",
        AuditActorKind.Unchanged => "unchanged",
        AuditActorKind.Deleter => "deleter",
        _ => "unknown",
    };

    public static ChangeOperations OperationOf(string name) => name switch
    {
        "insert" => ChangeOperations.Insert,
        "modify" => ChangeOperations.Modify,
        "remove" => ChangeOperations.Remove,
        Snapshot => ChangeOperations.None,
        _ => throw new ItemFormatException("audit record", "operation", "insert, modify, remove or snapshot", "another word"),
    };

    public static ChangeOrigin OriginOf(string name) => name switch
    {
        "application" => ChangeOrigin.Application,
        "timeToLive" => ChangeOrigin.TimeToLive,
        "replication" => ChangeOrigin.Replication,
        "backfill" => ChangeOrigin.Backfill,
        _ => throw new ItemFormatException("audit record", "origin", "application, timeToLive, replication or backfill", "another word"),
    };

    public static AuditActorKind ActorKindOf(string name) => name switch
    {
        "writer" => AuditActorKind.Writer,
        "lastWriter" => AuditActorKind.LastWriter,
        "system" => AuditActorKind.System,
        "unchanged" => AuditActorKind.Unchanged,
        "deleter" => AuditActorKind.Deleter,
        "unknown" => AuditActorKind.Unknown,
        _ => throw new ItemFormatException("audit record", "actorKind", "writer, unchanged, deleter, lastWriter, system or unknown", "another word"),
    };
}
