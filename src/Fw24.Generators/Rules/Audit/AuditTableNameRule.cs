using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24204: an audit table's name is valid for DynamoDB; arguments: the setting, the name.</summary>
internal sealed class AuditTableNameRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24204",
        title: "An audit table name is valid in DynamoDB",
        messageFormat: "{0}: '{2}' is not a valid table name. Set {1} to 3 to 255 letters, digits, '_', '-' or '.'.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24204.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
        => violations.CheckName(this, settings.Audit?.AuditTableName, ResourceNames.IsTable, ResourceNames.NearestTable, nameof(AuditAttribute.AuditTableName));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.SuggestedValue));
}
