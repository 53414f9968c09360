using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Audit.Seals;

/// <summary>FW24235: a sealed audit has a store that can be compared with its seals; argument: the setting.</summary>
internal sealed class SealedConsoleRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24235",
        title: "A sealed audit is stored where it can be verified",
        messageFormat: "{0}: {1} needs a store whose records can be read again, and the console is none. Remove it, or change the logger type.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24235.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        if (settings.Audit is { Sealed: true, LoggerType: AuditLoggerType.Console })
        {
            violations.Add(this, null, nameof(AuditAttribute.Sealed));
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<AuditAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
