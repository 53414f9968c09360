using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Streams;

/// <summary>FW24102: a stream's setting is one of its enum's values; argument: the setting.</summary>
internal sealed class StreamValueRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24102",
        title: "A stream setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: RuleCategory.Streams,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24102.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Stream is not { } stream)
        {
            return;
        }

        violations.CheckDefined(this, stream.ViewType, nameof(stream.ViewType));
        violations.CheckDefined(this, stream.StartingPosition, nameof(stream.StartingPosition));
        violations.CheckDefined(this, stream.LargeRecords, nameof(stream.LargeRecords));
        violations.CheckDefined(this, stream.OnFailure, nameof(stream.OnFailure));
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<StreamEnabledAttribute>(type) ?? AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
