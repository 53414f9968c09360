using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Finds the facts that can prevent emitted code from using a class.</summary>
internal static class Declarations
{
    public static DeclarationFacts Facts(INamedTypeSymbol type)
    {
        var facts = DeclarationFacts.None;
        facts |= type.IsAbstract && !type.IsStatic ? DeclarationFacts.Abstract : 0;
        facts |= type.IsStatic ? DeclarationFacts.Static : 0;
        facts |= type.IsValueType ? DeclarationFacts.Struct : 0;
        facts |= type.InstanceConstructors.Any(static constructor => constructor.DeclaredAccessibility is Accessibility.Public) ? 0 : DeclarationFacts.WithoutPublicConstructor;
        foreach (var part in WithOuter(type))
        {
            facts |= part.IsGenericType ? DeclarationFacts.Generic : 0;
            facts |= part.IsFileLocal ? DeclarationFacts.FileLocal : 0;
            facts |= part.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal ? DeclarationFacts.Inaccessible : 0;
        }

        return facts;
    }

    /// <summary>Indicates whether other assemblies can name a class.</summary>
    public static bool IsPublic(INamedTypeSymbol type) => WithOuter(type).All(static part => part.DeclaredAccessibility is Accessibility.Public);

    /// <summary>Gets the names of generated types that other types and namespaces already use.</summary>
    public static IEnumerable<string> Taken(INamedTypeSymbol type)
    {
        var prefix = SymbolNames.Prefix(type);
        var isTwin = type.ContainingType is not null && HasTwin(type.ContainingNamespace, prefix, type);
        return Names.GeneratedSuffixes
            .Select(suffix => prefix + suffix)
            .Where(name => isTwin || type.ContainingNamespace.GetMembers(name).Any(Takes));
    }

    /// <summary>Indicates whether a namespace member conflicts with a generated type of the same name.</summary>
    public static bool Takes(ISymbol member) => member is INamespaceSymbol || (member is INamedTypeSymbol { Arity: 0 } type && !IsGenerated(type));

    // Outer.Order and OuterOrder would generate types with the same names.
    private static bool HasTwin(INamespaceOrTypeSymbol container, string prefix, INamedTypeSymbol type)
        => container.GetTypeMembers().Any(other => prefix.StartsWith(other.Name, StringComparison.Ordinal)
            && (prefix.Length > other.Name.Length
                ? HasTwin(other, prefix.Substring(other.Name.Length), type)
                : !SymbolEqualityComparer.Default.Equals(other, type) && AttributeReader.Has<DynamoTableAttribute>(other)));

    /// <summary>Indicates whether a type is generated or has generated parts. Analyzers see such types, the generator does not.</summary>
    public static bool IsGenerated(INamedTypeSymbol type)
        => type.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "GeneratedCodeAttribute" && attribute.ConstructorArguments is [{ Value: "Fw24.Generators" }, ..]);

    private static IEnumerable<INamedTypeSymbol> WithOuter(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }
}
