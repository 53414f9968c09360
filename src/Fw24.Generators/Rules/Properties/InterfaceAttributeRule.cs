using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24226: an attribute on an interface's property is one that implementations inherit; argument: the attribute.</summary>
internal sealed class InterfaceAttributeRule() : Rule(s_descriptor), IRule<DeclaredType>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24226",
        title: "An attribute on an interface's property is one that is inherited",
        messageFormat: "{0}: [{1}] is not read from an interface; only [Sensitive] and [AuditIgnore] are. Put it on the properties that implement this one.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24226.md");

    public void Check(DeclaredType declared, RuleViolationList violations)
    {
        if (declared.Type.TypeKind is not TypeKind.Interface)
        {
            return;
        }

        foreach (var property in declared.Type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var name in AttributeReader.Names(property, name => !IsInherited(property, name)))
            {
                violations.Add(this, property.Name, name);
            }
        }
    }

    // An implemented property may state secrecy or that it is not stored: see InheritedSecrets.
    private static bool IsInherited(IPropertySymbol property, string name)
        => name is nameof(SensitiveAttribute) or nameof(AuditIgnoreAttribute) || (!property.IsAbstract && name is nameof(DynamoIgnoreAttribute));
}
