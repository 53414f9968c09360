using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>The rules for a table and for the agreement of its entities. An entity may omit what another states.</summary>
internal static class TableRules
{
    /// <summary>The default quota of global secondary indexes per table (DynamoDB, "Quotas").</summary>
    private const int MaxIndexes = 20;

    /// <summary>The maximum size of a message in bytes, with its attributes (SNS, PublishBatch).</summary>
    private const int MaxMessageBytes = 262_144;

    // The attribute and key prefix of audit records among a table's own items, and the keys of a separate audit table: see the runtime's DynamoDbAuditSink.
    private const string RecordAttribute = "audit";
    private const string RecordPrefix = "AUDIT#";
    private static readonly KeyModel s_auditPartitionKey = new("pk", "S");
    private static readonly KeyModel s_auditSortKey = new("sk", "S");

    /// <summary>Checks the entities of one table, in ordinal order of their names.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="table">The table they form.</param>
    /// <param name="app">The common settings of the app's functions; <see langword="null"/> in a library, where they are unknown.</param>
    public static IEnumerable<RuleViolation> Check(IReadOnlyList<EntitySummary> entities, TableModel table, Fw24AppAttribute? app)
    {
        foreach (var entity in entities)
        {
            var violations = new RuleViolationList(entity.Origin);
            if (entity != Named(entities, entity.Name))
            {
                // The default name of an entity is that of its class.
                var own = entity.Origin.Substring(entity.Origin.LastIndexOfAny(['.', ':']) + 1);
                violations.AddWithSuggestion(RuleKind.EntityClash, null, entity.Table.EntityName is null || entities.Any(other => other.Name == own) ? "" : own, table.Name, entity.Name);
            }

            if (table.Stream is { LargeRecords: LargeRecordPolicy.Park } stream && entity.StatedSize * Images(stream.ViewType) is var bytes and > MaxMessageBytes)
            {
                violations.Add(RuleKind.RecordSize, null, table.Name, SettingsRules.Text(bytes), SettingsRules.Text(MaxMessageBytes));
            }

            CheckAgreement(entity, entities, table, violations);
            CheckKeyTypes(entity, table, violations);
            if (table.Discriminator is { } discriminator && entity.Stored.FirstOrDefault(stored => stored.Attribute == discriminator) is { } clash)
            {
                violations.Add(RuleKind.DiscriminatorClash, clash.Property, discriminator);
            }

            if (table.Discriminator is { } kind && entity.SensitiveNames.Contains(kind))
            {
                violations.Add(RuleKind.SensitiveName, null, kind, "distinguishes the entities of the table", "Remove the name");
            }

            if (HoldsItsRecords(table) && entity.KeyBeginning.StartsWith(RecordPrefix, StringComparison.Ordinal))
            {
                violations.AddWithSuggestion(RuleKind.ReservedKey, entity.Stored.First(stored => stored.Attribute == entity.PartitionKey.Attribute).Property, AuditTable(table), table.Name);
            }

            foreach (var violation in violations)
            {
                yield return violation;
            }
        }

        foreach (var violation in CheckTable(entities, table).Concat(CheckStream(entities, table)).Concat(CheckAudit(entities, table, app)))
        {
            yield return violation;
        }
    }

    /// <summary>Checks a table against the others of its app.</summary>
    /// <param name="entities">Its entities.</param>
    /// <param name="table">The table.</param>
    /// <param name="tables">All tables, including this one.</param>
    public static IEnumerable<RuleViolation> CheckNeighbours(IReadOnlyList<EntitySummary> entities, TableModel table, TableNames tables)
    {
        if (table.Stream is { } stream && tables.OfTopic(TableNames.TopicOf(table, stream)).FirstOrDefault(other => other.Name != table.Name) is { } twin)
        {
            // The default name of a topic derives from its table's.
            var own = $"{table.Name}-stream";
            var isFree = stream.TopicName is not null && ResourceNames.IsTopic(own) && !tables.IsStatedTopic(own);
            yield return new RuleViolation(RuleKind.TopicClash, Stating(entities, static entity => entity.Stream), null, [nameof(stream.TopicName), TableNames.TopicOf(table, stream), twin.Name]) { SuggestedValue = isFree ? own : "" };
        }

        if (table.Audit is { LoggerType: AuditLoggerType.DynamoDb, AuditTableName: { } name }
            && name != table.Name
            && tables.Find(name) is { } holder
            && (holder.PartitionKey != s_auditPartitionKey || holder.SortKey != s_auditSortKey))
        {
            var isFree = tables.Find(AuditTable(table)) is null;
            yield return new RuleViolation(RuleKind.AuditTableKeys, Stating(entities, static entity => entity.Audit), null, [nameof(AuditAttribute.AuditTableName), name]) { SuggestedValue = isFree ? AuditTable(table) : "" };
        }
    }

    // The entity named after its class keeps the name.
    private static EntitySummary Named(IEnumerable<EntitySummary> entities, string name)
        => entities.Where(entity => entity.Name == name).OrderBy(static entity => entity.Table.EntityName is not null).First();

    private static int Images(StreamViewType view) => view switch
    {
        StreamViewType.NewAndOldImages => 2,
        StreamViewType.NewImage or StreamViewType.OldImage => 1,
        _ => 0,
    };

    // A separate table for audit records; empty if the name would be too long.
    private static string AuditTable(TableModel table) => $"{table.Name}-audit" is var name && ResourceNames.IsTable(name) ? name : "";

    // Report to the entity that states a setting, as it can change it.
    private static string Stating(IReadOnlyList<EntitySummary> entities, Func<EntitySummary, Attribute?> setting)
        => (entities.FirstOrDefault(entity => setting(entity) is not null) ?? entities[0]).Origin;

    private static void CheckAgreement(EntitySummary entity, IReadOnlyList<EntitySummary> entities, TableModel table, RuleViolationList violations)
    {
        Agree(entity.PartitionKey == table.PartitionKey && entity.SortKey == table.SortKey, RuleKind.TableKeys, static _ => true);
        Agree(entity.Stream is null || entity.Stream.Equals(table.Stream), RuleKind.TableStream, static other => other.Stream is not null);
        Agree(entity.Audit is null || entity.Audit.Equals(table.Audit), RuleKind.TableAudit, static other => other.Audit is not null);
        Agree(entity.TimeToLive is null || entity.TimeToLive == table.TimeToLive, RuleKind.TableConflict, static other => other.TimeToLive is not null, nameof(TimeToLiveAttribute));
        Agree(
            entity.Table.Discriminator is null || entity.Table.Discriminator == table.Discriminator,
            RuleKind.TableConflict,
            static other => other.Table.Discriminator is not null,
            nameof(DynamoTableAttribute.Discriminator));
        Agree(
            Shared(entity).All(AttributeSettings.Of(table.Settings).Contains),
            RuleKind.TableConflict,
            other => Shared(other).Any(setting => Shared(entity).Any(own => own.Name == setting.Name && !own.Value.Equals(setting.Value))),
            nameof(DynamoTableAttribute));
        Agree(
            entity.Indexes.All(index => table.Indexes.Contains(index)),
            RuleKind.TableConflict,
            other => other.Indexes.Any(index => entity.Indexes.Any(own => own.Name == index.Name && own != index)),
            nameof(GlobalIndexAttribute));

        // Names the first entity that states another value, which is the table's.
        void Agree(bool agrees, RuleKind rule, Func<EntitySummary, bool> states, params string[] subject)
        {
            if (!agrees)
            {
                violations.Add(rule, null, [table.Name, .. subject, Describe(entities.FirstOrDefault(states) ?? entities[0])]);
            }
        }

        static IEnumerable<(string Name, object Value)> Shared(EntitySummary entity) => AttributeSettings.Of(entity.Table).Where(AttributeSettings.IsShared);
    }

    // An entity of a referenced assembly has no class here.
    private static string Describe(EntitySummary entity) => entity.Origin.StartsWith("global::", StringComparison.Ordinal) ? entity.Origin : $"{entity.Name} of {entity.Origin}";

    // A table defines each key attribute once, with one type, whichever indexes use it.
    private static void CheckKeyTypes(EntitySummary entity, TableModel table, RuleViolationList violations)
    {
        var keys = table.Indexes
            .SelectMany(static index => new[] { index.PartitionKey, index.SortKey })
            .Concat([table.PartitionKey, table.SortKey])
            .OfType<KeyModel>()
            .Where(static key => key.Type.Length > 0)
            .ToList();
        foreach (var index in entity.Indexes.Where(table.Indexes.Contains))
        {
            foreach (var key in new[] { index.PartitionKey, index.SortKey }.OfType<KeyModel>())
            {
                if (keys.Any(other => other.Attribute == key.Attribute && other.Type != key.Type))
                {
                    violations.Add(RuleKind.KeyAttributeTypes, null, index.Name, key.Attribute);
                }
            }
        }

        // DynamoDB rejects an item with another type in the attribute, even if its entity does not declare the index.
        foreach (var index in table.Indexes.Where(index => !entity.Indexes.Contains(index)))
        {
            foreach (var key in new[] { index.PartitionKey, index.SortKey }.OfType<KeyModel>().Where(static key => key.Type.Length > 0))
            {
                if (entity.Stored.FirstOrDefault(stored => stored.Attribute == key.Attribute && stored.KeyType is not null && stored.KeyType != key.Type) is { } stored
                    && !entity.Indexes.Any(own => own.PartitionKey?.Attribute == key.Attribute || own.SortKey?.Attribute == key.Attribute))
                {
                    violations.Add(RuleKind.KeyAttributeTypes, stored.Property, index.Name, key.Attribute);
                }
            }
        }
    }

    private static RuleViolationList CheckTable(IReadOnlyList<EntitySummary> entities, TableModel table)
    {
        var violations = new RuleViolationList(entities[0].Origin);
        if (table.Indexes.Count > MaxIndexes)
        {
            violations.Add(RuleKind.IndexCount, null, table.Name, SettingsRules.Text(table.Indexes.Count));
        }

        if (table.Settings is { RemovalPolicy: RemovalPolicy.Destroy, DeletionProtection: true })
        {
            var stating = entities.First(static entity => entity.Table.RemovalPolicy is RemovalPolicy.Destroy);
            new RuleViolationList(stating.Origin, violations).Add(RuleKind.ProtectedDestroy, null, nameof(table.Settings.RemovalPolicy));
        }

        return violations;
    }

    private static RuleViolationList CheckStream(IReadOnlyList<EntitySummary> entities, TableModel table)
    {
        var violations = new RuleViolationList(Stating(entities, static entity => entity.Stream));
        if (table.Stream is not { } stream)
        {
            return violations;
        }

        // A stated name is checked with its entity.
        if (stream.TopicName is null && !ResourceNames.IsTopic($"{table.Name}-stream"))
        {
            violations.AddWithSuggestion(RuleKind.TopicName, null, ResourceNames.NearestTopic($"{table.Name}-stream"), nameof(stream.TopicName), $"{table.Name}-stream");
        }

        if (table.Audit is not null && stream.StartingPosition is StreamStartingPosition.Latest)
        {
            violations.Add(RuleKind.LatestStart, null, nameof(stream.StartingPosition));
        }

        return violations;
    }

    private static RuleViolationList CheckAudit(IReadOnlyList<EntitySummary> entities, TableModel table, Fw24AppAttribute? app)
    {
        var violations = new RuleViolationList(Stating(entities, static entity => entity.Audit));
        if (table.Audit is not { } audit)
        {
            return violations;
        }

        if (table.Stream is not { ViewType: StreamViewType.NewAndOldImages })
        {
            violations.Add(RuleKind.AuditView, null, table.Name, nameof(StreamViewType.NewAndOldImages));
        }

        var isFifo = table.Stream is { Fifo: true };
        if (!SettingsRules.IsBatch(isFifo, audit.BatchSize, audit.MaxBatchingWindowSeconds))
        {
            violations.AddWithSuggestion(RuleKind.AuditBatch, null, SettingsRules.Text(SettingsRules.MaxBatchWithoutWindow), nameof(audit.BatchSize));
        }

        if (SettingsRules.IsIdleWindow(isFifo, audit.MaxBatchingWindowSeconds, new AuditAttribute(audit.LoggerType).MaxBatchingWindowSeconds))
        {
            violations.Add(RuleKind.AuditWindow, null, nameof(audit.MaxBatchingWindowSeconds));
        }

        if (app is not null)
        {
            var window = isFifo ? 0 : audit.MaxBatchingWindowSeconds;
            SettingsRules.Visibility(RuleKind.AuditVisibility, RuleKind.AuditShortVisibility, audit.VisibilityTimeoutSeconds, window, app.TimeoutSeconds, violations);
        }

        if (HoldsItsRecords(table) && !CanHoldRecords(table))
        {
            violations.AddWithSuggestion(RuleKind.AuditKeys, null, AuditTable(table), table.Name);
        }

        return violations;
    }

    private static bool HoldsItsRecords(TableModel table)
        => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit && (audit.AuditTableName ?? table.Name) == table.Name;

    private static bool CanHoldRecords(TableModel table)
        => table is { PartitionKey.Type: "S", SortKey: null or { Type: "S" } }
            && table.TimeToLive is not RecordAttribute
            && table.Indexes
                .SelectMany(static index => new[] { index.PartitionKey, index.SortKey })
                .Concat([table.PartitionKey, table.SortKey])
                .All(static key => key?.Attribute is not RecordAttribute);
}
