using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24203: a log group's name, stated or derived from the app's, is valid for CloudWatch Logs; arguments: the setting, the name.</summary>
internal sealed class LogGroupNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24203",
        title: "A log group name is valid in CloudWatch Logs",
        messageFormat: "{0}: '{2}' is not a valid log group name. Set {1} to 1 to 512 letters, digits, '_', '-', '/', '.' or '#', not beginning with 'aws/'.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24203.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
        => violations.CheckName(this, settings.Audit?.LogGroupName, ResourceNames.IsLogGroup, ResourceNames.NearestLogGroup, nameof(AuditAttribute.LogGroupName));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.SuggestedValue));
}
