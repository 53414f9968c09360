using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24017: a table's setting is one of its enum's values; argument: the setting.</summary>
internal sealed class TableValueRule() : Rule(s_descriptor, FixEdits.Argument, FixScope.Everywhere), IRule<EntitySettings>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24017",
        title: "A table setting is a defined value of its enum",
        messageFormat: "{0}: {1} is not a defined value of its enum. Use one of its names.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24017.md");

    public void Check(EntitySettings settings, RuleViolationList violations)
    {
        violations.CheckDefined(this, settings.Table.BillingMode, nameof(settings.Table.BillingMode));
        violations.CheckDefined(this, settings.Table.Format, nameof(settings.Table.Format));
        violations.CheckDefined(this, settings.Table.RemovalPolicy, nameof(settings.Table.RemovalPolicy));
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context) => context.Unset(violation.Arguments[0]);
}
