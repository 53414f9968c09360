using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24103: a topic's name, stated or derived from the table's, is valid for SNS; arguments: the setting, the name.</summary>
internal sealed class TopicNameRule() : Rule(s_descriptor, FixEdits.Argument | FixEdits.Attribute), IRule<EntitySettings>, IRule<TableOfApp>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24103",
        title: "A topic name is valid in SNS",
        messageFormat: "{0}: '{2}' is not a valid topic name. Set {1} to 1 to 251 letters, digits, '_' or '-', without '.fifo'.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24103.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
        => violations.CheckName(this, settings.Stream?.TopicName, ResourceNames.IsTopic, ResourceNames.NearestTopic, nameof(StreamEnabledAttribute.TopicName));

    // The name derived from the table's; a stated name is checked with its entity.
    public void Check(TableOfApp table, RuleViolationList violations)
    {
        if (table.Table.Stream is { TopicName: null })
        {
            violations.At(table.StreamOwner)
                .CheckName(this, TableNames.DefaultTopic(table.Table), ResourceNames.IsTopic, ResourceNames.NearestTopic, nameof(StreamEnabledAttribute.TopicName));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    // A stream that only [Audit] enables has no attribute that could name the topic.
    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.SuggestedValue.Length is 0 ? null
            : AttributeReader.Has<StreamEnabledAttribute>(context.Type) ? context.Set(violation.Arguments[0], FixContext.Quoted(violation.SuggestedValue))
            : context.Annotate(context.Type, nameof(StreamEnabledAttribute), $"({violation.Arguments[0]} = {FixContext.Quoted(violation.SuggestedValue)})");
}
