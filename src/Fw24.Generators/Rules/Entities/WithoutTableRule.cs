using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>
/// FW24023: <c>[StreamEnabled]</c>, <c>[Audit]</c> and <c>[GlobalIndex]</c> are on a class with <c>[DynamoTable]</c>; argument: the attribute.
/// </summary>
internal sealed class WithoutTableRule() : Rule(s_descriptor), IRule<DeclaredType>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24023",
        title: "A class with table settings is an entity",
        messageFormat: "{0} has [{1}] but is not an entity, so nothing reads it. Add [DynamoTable], or remove the attribute.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24023.md");

    private static readonly string[] s_settings = [nameof(StreamEnabledAttribute), nameof(AuditAttribute), nameof(GlobalIndexAttribute)];

    public void Check(DeclaredType declared, RuleViolationList violations)
    {
        foreach (var name in declared.IsEntity ? [] : AttributeReader.Names(declared.Type, s_settings.Contains))
        {
            violations.Add(this, null, name);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Name == violation.Arguments[0] + nameof(Attribute));
}
