using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24228: <c>[SensitiveAttributes]</c> is on an entity or on a class that an entity derives from.</summary>
internal sealed class StraySensitiveNamesRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24228",
        title: "[SensitiveAttributes] is on an entity or a base class of one",
        messageFormat: "{0} has [SensitiveAttributes] but is not an entity, and no entity of the project derives from it, so nothing is redacted. Put it on the entity whose items have the attributes.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24228.md");

    /// <summary>Checks the classes whose names of sensitive attributes apply to no entity.</summary>
    public IEnumerable<(RuleViolation Violation, INamedTypeSymbol Type)> Check(UnreachedSecrets secrets)
        => secrets.Classes().Select(type => (new RuleViolation(this, SymbolNames.Ref(type).FullName, null, []), type));

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.Find<SensitiveAttributesAttribute>(type);
}
