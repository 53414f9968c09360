using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24105: each table has its own topic; arguments: the setting, the topic's name, the other table.</summary>
internal sealed class TopicClashRule() : Rule(s_descriptor, FixEdits.Argument), IRule<TableAmongTables>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24105",
        title: "Each table has its own topic",
        messageFormat: "{0}: the table {3} also uses the topic {2}. Set a different {1} on one of them.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24105.md");

    public void Check(TableAmongTables table, RuleViolationList violations)
    {
        if (table.Table.Stream is not { } stream || table.Tables.OfTopic(TableNames.TopicOf(table.Table, stream)).FirstOrDefault(other => other.Name != table.Table.Name) is not { } twin)
        {
            return;
        }

        var own = TableNames.DefaultTopic(table.Table);
        var isFree = stream.TopicName is not null && ResourceNames.IsTopic(own) && !table.Tables.IsStatedTopic(own);
        violations.At(table.StreamOwner).AddWithSuggestion(this, null, isFree ? own : "", nameof(stream.TopicName), TableNames.TopicOf(table.Table, stream), twin.Name);
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length > 0 ? context.Unset(violation.Arguments[0]) : null;
}
