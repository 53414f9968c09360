using Fw24.Generators.Model;

namespace Fw24.Generators.Rules;

/// <summary>What the entities of one table must agree on. One may state what another leaves out.</summary>
internal static class TableRules
{
    /// <summary>Checks the entities of one table, in ordinal order of their names.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<EntitySummary> entities, TableModel table)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in entities)
        {
            var findings = new FindingList(entity.Origin);
            if (!names.Add(entity.Name))
            {
                findings.Add(RuleKind.EntityClash, null, table.Name, entity.Name);
            }

            CheckAgreement(entity, table, findings);
            if (table.Discriminator is { } discriminator && entity.Stored.FirstOrDefault(stored => stored.Attribute == discriminator) is { } clash)
            {
                findings.Add(RuleKind.AttributeClash, clash.Property, discriminator);
            }

            foreach (var finding in findings)
            {
                yield return finding;
            }
        }

        foreach (var finding in CheckQueues(entities[0], table))
        {
            yield return finding;
        }
    }

    private static void CheckAgreement(EntitySummary entity, TableModel table, FindingList findings)
    {
        Agree(entity.PartitionKey == table.PartitionKey && entity.SortKey == table.SortKey, "keys");
        Agree(entity.Stream is null || entity.Stream.Equals(table.Stream), nameof(StreamEnabledAttribute));
        Agree(entity.Audit is null || entity.Audit.Equals(table.Audit), nameof(AuditAttribute));
        Agree(entity.TimeToLive is null || entity.TimeToLive == table.TimeToLive, nameof(TimeToLiveAttribute));
        Agree(entity.Table.Discriminator is null || entity.Table.Discriminator == table.Discriminator, nameof(DynamoTableAttribute.Discriminator));
        Agree(AttributeSettings.Of(entity.Table).Where(TableComposer.IsShared).All(AttributeSettings.Of(table.Settings).Contains), nameof(DynamoTableAttribute));
        Agree(entity.Indexes.All(index => table.Indexes.Contains(index)), nameof(GlobalIndexAttribute));

        void Agree(bool agrees, string subject)
        {
            if (!agrees)
            {
                findings.Add(RuleKind.TableConflict, null, table.Name, subject);
            }
        }
    }

    private static FindingList CheckQueues(EntitySummary first, TableModel table)
    {
        var findings = new FindingList(first.Origin);
        if (table.Stream is { } stream && !ResourceNames.IsTopic(stream.TopicName ?? $"{table.Name}-stream"))
        {
            findings.Add(RuleKind.ResourceName, null, nameof(stream.TopicName), stream.TopicName ?? $"{table.Name}-stream");
        }

        if (table.Audit is { } audit)
        {
            if (table.Stream is not { ViewType: StreamViewType.NewAndOldImages })
            {
                findings.Add(RuleKind.ViewType, null, table.Name, nameof(StreamViewType.NewAndOldImages));
            }

            SettingsRules.CheckBatching(
                table.Stream is { Fifo: true },
                audit.BatchSize,
                audit.MaxBatchingWindowSeconds,
                new AuditAttribute(audit.LoggerType).MaxBatchingWindowSeconds,
                nameof(AuditAttribute),
                findings);
        }

        return findings;
    }
}
