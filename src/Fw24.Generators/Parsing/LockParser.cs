using System.Globalization;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Parsing;

/// <summary>Parses a lock file.</summary>
internal static class LockParser
{
    /// <summary>Parses a lock of the present format.</summary>
    /// <exception cref="FormatException">It cannot be read; the message gives the line.</exception>
    public static SchemaLock Parse(string text) => Parse(LockReader.Read(text));

    /// <summary>Parses a lock.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="format">Its format: <c>fw24.lock/1</c>.</param>
    /// <returns>The lock; <see langword="null"/> if it has another format than the present one.</returns>
    /// <exception cref="FormatException">It cannot be read; the message gives the line.</exception>
    public static SchemaLock? Parse(string text, out string format)
    {
        var root = LockReader.Read(text);
        format = root.Get("schema").AsString();
        return format == SchemaLock.Format ? Parse(root) : null;
    }

    private static SchemaLock Parse(LockNode root)
    {
        _ = root.Get("schema");
        var parsed = new SchemaLock
        {
            Version = Version(root.Get("version")),
            App = root.Find("app")?.AsString(),
            Tables = All(root.Get("tables"), Table),
            Entities = All(root.Get("entities"), Entity),
            Types = All(root.Get("types"), static (name, type) => new LockedType(name, All(type, Attribute))),
            Enums = All(root.Get("enums"), Enum),
            Handlers = All(root.Get("handlers"), Handler),
        };
        root.End();
        return parsed;
    }

    private static string Version(LockNode node)
        => System.Version.TryParse(node.AsString(), out var version) ? version.ToString() : throw node.Fault("a version is expected");

    private static LockedTable Table(string name, LockNode node) => Ended(node, new LockedTable
    {
        Name = name,
        PartitionKey = Key(node.Get("partitionKey")),
        SortKey = node.Find("sortKey") is { } sortKey ? Key(sortKey) : null,
        Discriminator = node.Find("discriminator")?.AsString(),
        UnmarkedOwner = node.Find("unmarkedOwner")?.AsString(),
        TimeToLive = node.Find("timeToLive")?.AsString(),
        DeletionProtection = node.Get("deletionProtection").AsFlag(),
        PointInTimeRecovery = node.Get("pointInTimeRecovery").AsFlag(),
        RecoveryDays = node.Find("recoveryDays") is { } days ? Number(days) : LockedTable.MaxRecoveryDays,
        IsRetained = node.Get("retained").AsFlag(),
        Indexes = All(node.Get("indexes"), Index),
        Stream = node.Find("stream") is { } stream ? Stream(stream) : null,
        Audit = node.Find("audit") is { } audit ? Audit(audit) : null,
    });

    private static LockedIndex Index(string name, LockNode node) => Ended(node, new LockedIndex
    {
        Name = name,
        PartitionKeys = node.Find("partitionKeys") is { } partitionKeys ? Keys(partitionKeys) : [Key(node.Get("partitionKey"))],
        SortKeys = node.Find("sortKeys") is { } sortKeys ? Keys(sortKeys) : node.Find("sortKey") is { } sortKey ? [Key(sortKey)] : [],
        Projection = node.Get("projection").AsString(),
        Include = Strings(node.Find("include")),
    });

    private static EquatableArray<KeyModel> Keys(LockNode node) => All(node, static (name, type) => new KeyModel(name, type.AsString()));

    private static KeyModel Key(LockNode node) => Ended(node, new KeyModel(node.Get("attribute").AsString(), node.Get("type").AsString()));

    private static LockedStream Stream(LockNode node)
        => Ended(node, new LockedStream(node.Get("viewType").AsString(), node.Get("fifo").AsFlag(), node.Get("topic").AsString()));

    private static LockedAudit Audit(LockNode node) => Ended(node, new LockedAudit(
        node.Get("destination").AsString(),
        node.Find("store")?.AsString(),
        node.Find("region")?.AsString(),
        Number(node.Get("retentionDays")),
        node.Get("retained").AsFlag(),
        Strings(node.Find("indexes")),
        node.Find("sealed")?.AsFlag() ?? false));

    private static LockedEntity Entity(string name, LockNode node) => Ended(node, new LockedEntity
    {
        Class = name,
        Name = node.Get("name").AsString(),
        Table = node.Get("table").AsString(),
        Format = node.Find("format")?.AsString(),
        Version = node.Find("version")?.AsString(),
        Actor = node.Find("actor")?.AsString(),
        Upgraded = Strings(node.Find("upgraded")),
        Attributes = All(node.Get("attributes"), Attribute),
        Unmodelled = All(node.Get("unmodelled"), Unmodelled),
    });

    private static LockedAttribute Attribute(string name, LockNode node) => Ended(node, new LockedAttribute
    {
        Name = name,
        Property = node.Get("property").AsString(),
        Aliases = Strings(node.Find("aliases")),
        Type = node.Get("type").AsString(),
        IsRequired = node.Get("required").AsFlag(),
        IsComputed = node.Find("computed")?.AsFlag() ?? false,
        IsIgnored = node.Find("ignored")?.AsFlag() ?? false,
        Secret = Secret(name, node),
    });

    private static LockedSecret? Secret(string name, LockNode node)
        => node.Find("sensitive") is { } redaction ? new LockedSecret(name, redaction.AsString(), node.Find("scope")?.AsString()) : null;

    private static LockedSecret Unmodelled(string name, LockNode node)
        => Ended(node, Secret(name, node) ?? throw node.Fault("'sensitive' is missing"));

    private static LockedEnum Enum(string name, LockNode node)
        => Ended(node, new LockedEnum(name, node.Find("unknown")?.AsString(), All(node.Get("members"), Member)));

    private static LockedMember Member(string name, LockNode node) => new(name, node.AsInteger());

    private static LockedHandler Handler(string name, LockNode node) => Ended(node, new LockedHandler
    {
        Name = name,
        Class = node.Get("class").AsString(),
        Table = node.Get("table").AsString(),
        Entity = node.Get("entity").AsString(),
        Queue = node.Find("queue")?.AsString(),
    });

    private static int Number(LockNode node)
        => int.TryParse(node.AsInteger(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw node.Fault("the number is too large");

    private static EquatableArray<string> Strings(LockNode? node)
        => node is null ? [] : node.Elements.Select(static element => element.AsString()).ToEquatableArray();

    private static EquatableArray<T> All<T>(LockNode node, Func<string, LockNode, T> parse)
        where T : IEquatable<T> => node.Members.Select(member => parse(member.Name, member.Value)).ToEquatableArray();

    private static T Ended<T>(LockNode node, T value)
    {
        node.End();
        return value;
    }
}
