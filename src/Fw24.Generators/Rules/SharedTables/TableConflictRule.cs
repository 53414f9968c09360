using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.SharedTables;

/// <summary>
/// FW24504: entities of one table agree on its settings, time to live, discriminator and indexes; arguments: the table, the setting in dispute, the
/// other entity.
/// </summary>
internal sealed class TableConflictRule() : Rule(s_descriptor), IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24504",
        title: "Entities of one table agree on its settings",
        messageFormat: "{0}: in the table {1}, {3} differs in {2}. Declare it once, or identically.",
        category: RuleCategory.SharedTables,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24504.md");

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        var (own, table) = (entity.Entity, entity.Table);
        if (own.TimeToLive is { } timeToLive && timeToLive != table.TimeToLive)
        {
            Add(nameof(TimeToLiveAttribute), static other => other.TimeToLive is not null);
        }

        if (own.Table.Discriminator is { } discriminator && discriminator != table.Discriminator)
        {
            Add(nameof(DynamoTableAttribute.Discriminator), static other => other.Table.Discriminator is not null);
        }

        if (!Shared(own).All(AttributeSettings.Of(table.Settings).Contains))
        {
            Add(nameof(DynamoTableAttribute), other => Shared(other).Any(setting => Shared(own).Any(stated => stated.Name == setting.Name && !stated.Value.Equals(setting.Value))));
        }

        if (!own.Indexes.All(index => table.Indexes.Any(index.Agrees)))
        {
            Add(
                nameof(GlobalIndexAttribute),
                other => other.Indexes.Any(index => own.Indexes.Any(stated => stated.Name == index.Name && !stated.Agrees(index))));
        }

        void Add(string subject, Func<EntitySummary, bool> states) => violations.Add(this, null, table.Name, subject, entity.Dissenter(states));
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    private static IEnumerable<(string Name, object Value)> Shared(EntitySummary entity)
        => AttributeSettings.Of(entity.Table).Where(AttributeSettings.IsShared);
}
