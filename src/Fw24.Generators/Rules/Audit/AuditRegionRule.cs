using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24205: a region has lower-case letters, digits and hyphens, such as <c>eu-central-1</c>; arguments: the setting, the region.</summary>
internal sealed class AuditRegionRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24205",
        title: "A region has the form of an AWS region",
        messageFormat: "{0}: '{2}' is not a region. Write {1} like eu-central-1.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24205.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
        => violations.CheckName(this, settings.Audit?.Region, ResourceNames.IsRegion, ResourceNames.NearestRegion, nameof(AuditAttribute.Region));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], FixContext.Quoted(violation.SuggestedValue));
}
