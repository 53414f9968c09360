using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24230: a scope is set only for keyed hashes and has a valid name; arguments: the scope, the fault.</summary>
internal sealed class HashScopeRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24230",
        title: "A scope has a name and applies to keyed hashes",
        messageFormat: "{0}: Scope = '{1}' {2}. Correct it, or remove it: without a scope, a hash equals no other property's.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24230.md");

    private const int MaxLength = 64;

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in Redactions.Defined(entity))
        {
            Check(property.Name, property.Redaction!.Value, property.HashScope, violations);
        }

        foreach (var sensitive in Redactions.Named(entity).Where(static sensitive => Settings.IsDefined(sensitive.Redaction)))
        {
            Check(null, sensitive.Redaction, sensitive.HashScope, violations);
        }
    }

    private void Check(string? member, Redaction redaction, string? scope, RuleViolationList violations)
    {
        if (scope is not null && Fault(redaction, scope) is { } fault)
        {
            violations.Add(this, member, scope, fault);
        }
    }

    private static string? Fault(Redaction redaction, string scope)
        => redaction is not Redaction.Hmac ? "has no effect without Redaction.Hmac"
            : !IsName(scope) ? "is not a valid scope name: 1 to 64 of the characters A-Z, a-z, 0-9, '-', '_' and '.'"
            : null;

    private static bool IsName(string name)
        => name.Length is >= 1 and <= MaxLength && name.All(static c => c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_' or '.');
}
