using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24221: a region is known; arguments: the setting, the region. AWS may have added it since.</summary>
internal sealed class UnknownRegionRule() : Rule(s_descriptor), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24221",
        title: "A region exists in AWS",
        messageFormat: "{0}: '{2}' is not a region that this version of Fw24 knows. Correct {1}, or suppress this warning if the region is new.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24221.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Audit?.Region is { } region && ResourceNames.IsRegion(region) && !ResourceNames.IsKnownRegion(region))
        {
            violations.Add(this, null, nameof(AuditAttribute.Region), region);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);
}
