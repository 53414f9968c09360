using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24225: <c>[Sensitive]</c> is on a property that an entity stores or inherits; argument: why it is not.</summary>
internal sealed class UnreachedSecretRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24225",
        title: "A sensitive property belongs to an entity",
        messageFormat: "{0} is [Sensitive], but {1}, so nothing is redacted. Put the attribute on the property that an entity stores, or remove it.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24225.md");

    /// <summary>Checks the secrets that no entity of the project reaches.</summary>
    public IEnumerable<(RuleViolation Violation, INamedTypeSymbol Type)> Check(UnreachedSecrets secrets)
        => secrets.Properties().Select(found => (
            new RuleViolation(this, SymbolNames.Ref(found.Property.ContainingType).FullName, found.Property.Name, [found.Reason]),
            found.Property.ContainingType));
}
