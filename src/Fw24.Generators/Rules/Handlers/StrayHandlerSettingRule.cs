using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Handlers;

/// <summary>
/// FW24313: <c>[OnChange] </c>, <c>[ChangeQueue] </c>, <c>[Idempotent] </c> and <c>[ActAs] </c> are on a handler; argument: the
/// attribute.
/// </summary>
internal sealed class StrayHandlerSettingRule() : Rule(s_descriptor), IRule<DeclaredType>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24313",
        title: "Handler settings are on a handler",
        messageFormat: "{0} has [{1}] but is not a handler, so nothing reads it. Put it on the class that derives from a generated handler base; it is not inherited.",
        category: RuleCategory.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24313.md");

    private static readonly string[] s_settings =
        [nameof(OnChangeAttribute), nameof(ChangeQueueAttribute), nameof(IdempotentAttribute), nameof(ActAsAttribute)];

    public void Check(DeclaredType declared, RuleViolationList violations)
    {
        foreach (var name in declared.IsHandler ? [] : AttributeReader.Names(declared.Type, s_settings.Contains))
        {
            violations.Add(this, null, name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == violation.Arguments[0] + nameof(Attribute));
}
