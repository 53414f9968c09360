using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Secrets;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit;

/// <summary>FW24202: an audit's setting is one of its enum's values; argument: the setting.</summary>
internal sealed class AuditValueRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>, IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24202",
        title: "An audit setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24202.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Audit is not { } audit)
        {
            return;
        }

        violations.CheckDefined(this, audit.LoggerType, nameof(audit.LoggerType));
        if (!Settings.IsDefined(audit.Retention))
        {
            violations.AddWithSuggestion(this, null, AtLeast(audit.Retention), nameof(audit.Retention));
        }

        violations.CheckDefined(this, audit.RemovalPolicy, nameof(audit.RemovalPolicy));
        violations.CheckDefined(this, audit.Queries, nameof(audit.Queries));
    }

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in Redactions.Agreed(entity).Where(static property => !Settings.IsDefined(property.Redaction!.Value)))
        {
            violations.Add(this, property.Name, nameof(Redaction));
        }

        foreach (var _ in Redactions.Named(entity).Where(static sensitive => !Settings.IsDefined(sensitive.Redaction)))
        {
            violations.Add(this, null, nameof(Redaction));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => violation.Member is not null ? null
            : violation.SuggestedValue.Length > 0 ? context.Set(violation.Arguments[0], $"{context.Minimal(typeof(AuditRetention).FullName!)}.{violation.SuggestedValue}")
            : context.Unset(violation.Arguments[0]);

    // The shortest retention of at least the requested time.
    private static string AtLeast(AuditRetention days)
        => (int)days < 0
            ? ""
            : Enum.GetValues(typeof(AuditRetention)).Cast<AuditRetention>().OrderBy(static value => value).FirstOrDefault(value => value > days).ToString();
}
