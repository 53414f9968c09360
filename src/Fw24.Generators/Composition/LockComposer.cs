using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Composition;

/// <summary>Composes the lock of a project: its entities and handlers, and the tables of its app.</summary>
internal static class LockComposer
{
    /// <summary>Composes the lock.</summary>
    /// <param name="app">The app; <see langword="null"/> if the project declares none.</param>
    /// <param name="entities">The entities that the project declares.</param>
    public static SchemaLock Compose(AppModel? app, IReadOnlyList<EntityModel> entities)
    {
        var served = new HashSet<string>(app?.Tables.SelectMany(static table => table.Entities) ?? [], StringComparer.Ordinal);
        var own = entities.Where(entity => served.Contains(EntitySummary.Of(entity).Model)).ToList();
        return new SchemaLock
        {
            Version = typeof(LockComposer).Assembly.GetName().Version.ToString(fieldCount: 3),
            App = app is { IsExecutable: true } ? app.Name : null,
            Tables = app?.Tables.Select(table => Table(table, app)).ToEquatableArray() ?? [],
            Entities = own.Select(Entity).OrderBy(static entity => entity.Class, StringComparer.Ordinal).ToEquatableArray(),
            Types = Distinct(own.SelectMany(static entity => entity.Objects).Select(Type), static type => type.Name),
            Enums = Distinct(own.SelectMany(static entity => entity.Enums).Select(Enum), static @enum => @enum.Name),
            Handlers = app?.OwnHandlers.Select(handler => Handler(handler, app)).ToEquatableArray() ?? [],
        };
    }

    private static LockedTable Table(TableModel table, AppModel app) => new()
    {
        Name = table.Name,
        PartitionKey = table.PartitionKey,
        SortKey = table.SortKey,
        Discriminator = table.Discriminator,
        UnmarkedOwner = table.Discriminator is null ? null : table.UnmarkedOwner,
        TimeToLive = table.TimeToLive,
        DeletionProtection = table.Settings.DeletionProtection,
        PointInTimeRecovery = table.Settings.PointInTimeRecovery,
        RecoveryDays = table.Settings.PointInTimeRecoveryDays,
        IsRetained = table.Settings.RemovalPolicy is RemovalPolicy.Retain,
        Indexes = table.Indexes
            .Where(static index => index.PartitionKeys.Count > 0)
            .Select(static index => new LockedIndex
            {
                Name = index.Name,
                PartitionKeys = index.PartitionKeys,
                SortKeys = index.SortKeys,
                Projection = index.Projection.ToString(),
                Include = index.Include,
            })
            .ToEquatableArray(),
        Stream = table.Stream is { } stream
            ? new LockedStream(stream.ViewType.ToString(), stream.Fifo, TableNames.TopicOf(table, stream))
            : null,
        Audit = table.Audit is { } audit ? Audit(table, audit, app) : null,
    };

    private static LockedAudit Audit(TableModel table, AuditAttribute audit, AppModel app)
    {
        var isLogGroup = audit.LoggerType is AuditLoggerType.Cloudwatch;

        // The app that gathers a library is not known here, and names the log group.
        var logGroup = app.IsExecutable ? InfrastructureComposer.LogGroupName(audit, app) : audit.LogGroupName;
        return new LockedAudit(
            audit.LoggerType.ToString(),
            isLogGroup ? logGroup : InfrastructureComposer.AuditTableName(table),
            isLogGroup ? audit.Region : null,
            isLogGroup ? (int)audit.Retention : 0,
            audit.RemovalPolicy is RemovalPolicy.Retain,
            AuditIndexes.Of(audit.Queries).Select(static index => index.Name).ToEquatableArray(),
            audit.Sealed);
    }

    private static LockedEntity Entity(EntityModel entity) => new()
    {
        Class = StoredType.Name(entity.Type),
        Name = entity.Name,
        Table = entity.Table.Name,
        Format = entity.Table.Format is ItemFormat.Fw24 ? null : entity.Table.Format.ToString(),
        Version = entity.Single(PropertyRoles.Version)?.Attribute,
        Actor = entity.Single(PropertyRoles.AuditActor)?.Attribute,
        Upgraded = Upgraded(entity),
        Attributes = Attributes(entity.Root),
        Unmodelled = entity.SensitiveNames.Select(Secret).OrderBy(static secret => secret.Attribute, StringComparer.Ordinal)
            .ToEquatableArray(),
    };

    // Its code may name other things than attributes.
    private static EquatableArray<string> Upgraded(EntityModel entity)
    {
        var stored = entity.Objects.Prepend(entity.Root).SelectMany(static type => type.Properties).Select(static property => property.Attribute);
        return (entity.Upgrade?.Names ?? []).Intersect(stored, StringComparer.Ordinal).ToEquatableArray();
    }

    private static EquatableArray<LockedAttribute> Attributes(ObjectModel type) => type.Properties
        .Select(static property => new LockedAttribute
        {
            Name = property.Attribute,
            Property = property.Name,
            Aliases = property.Aliases,
            Type = StoredType.Of(property.Shape),
            IsRequired = property.IsRead && property.MissingValuePolicy is MissingValuePolicy.Required,
            IsComputed = !property.IsRead,
            IsIgnored = property.Has(PropertyRoles.AuditIgnored),
            Secret = property.Redaction is { } redaction
                ? Secret(new SensitiveName(property.Attribute, redaction, property.HashScope, IsUnmodelled: false))
                : null,
        })
        .OrderBy(static attribute => attribute.Name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static LockedSecret Secret(SensitiveName sensitive)
        => new(sensitive.Attribute, sensitive.Redaction.ToString(), sensitive.HashScope);

    private static LockedEnum Enum(EnumModel @enum) => new(
        StoredType.Name(@enum.Type),
        @enum.Members.FirstOrDefault(member => member.Identifier == @enum.Unknown)?.Name,
        @enum.Members.Select(static member => new LockedMember(member.Name, member.Value))
            .OrderBy(static member => member.Name, StringComparer.Ordinal).ToEquatableArray());

    private static LockedType Type(ObjectModel type) => new(StoredType.Name(type.Type), Attributes(type));

    private static LockedHandler Handler(HandlerModel handler, AppModel app) => new()
    {
        Name = handler.Name,
        Class = StoredType.Name(handler.Type),
        Table = handler.Table,
        Entity = handler.Entity,
        Queue = app.IsExecutable
            ? DeployedName.Queue(
                $"{app.Name}-{handler.Name}",
                app.Tables.Any(table => table.Name == handler.Table && table.Stream is { Fifo: true }))
            : null,
    };

    // Entities may share a type.
    private static EquatableArray<T> Distinct<T>(IEnumerable<T> values, Func<T, string> name)
        where T : IEquatable<T> => values.GroupBy(name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => group.First()).ToEquatableArray();
}
