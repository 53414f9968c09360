using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Turns symbols into the names that emitted code uses.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat WithAnnotations = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat WithConstraints = WithAnnotations.AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>A type's full name, without its own <c>?</c>.</summary>
    public static TypeRef Ref(ITypeSymbol type) => new(
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(WithAnnotations), type.IsValueType);

    /// <summary>A type's full name as it is declared.</summary>
    public static string Declared(ITypeSymbol type) => type.ToDisplayString(WithAnnotations);

    /// <summary>The constraints on a type's own type parameters: <c> where T : class</c>.</summary>
    public static string Constraints(INamedTypeSymbol type)
    {
        var text = type.ToDisplayString(WithConstraints);
        var start = text.IndexOf(" where ", StringComparison.Ordinal);
        return start < 0 ? "" : text.Substring(start);
    }

    /// <summary>A namespace as code spells it; empty for the global one.</summary>
    public static string Namespace(INamespaceSymbol? symbol)
        => symbol is null or { IsGlobalNamespace: true } ? "" : symbol.ToDisplayString(NamespaceFormat);

    /// <summary>A type's name after those of the types around it, without anything between them: <c>OuterOrder</c>.</summary>
    public static string Prefix(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? Prefix(outer) + type.Name : type.Name;

    /// <summary>A name as code spells it.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) is SyntaxKind.None ? name : "@" + name;

    /// <summary>A full name for files: what generated files are called, apart from any other whose name differs in case only.</summary>
    public static string FileName(INamedTypeSymbol type)
    {
        var name = Namespace(type.ContainingNamespace).Replace("@", "");
        name = name.Length is 0 ? Chain(type) : $"{name}.{Chain(type)}";
        return HasTwin(type) ? $"{name}.{StableHash(name):x8}" : name;

        static string Chain(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{Chain(outer)}.{type.Name}" : type.Name;
    }

    // Generated files are told apart regardless of case, C# names are not.
    private static bool HasTwin(INamespaceOrTypeSymbol symbol)
    {
        for (INamespaceOrTypeSymbol? current = symbol; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }; current = Container(current))
        {
            var name = current.Name;
            if (Container(current) is { } container
                && container.GetMembers().Any(member => member.Name != name && string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;

        static INamespaceOrTypeSymbol? Container(INamespaceOrTypeSymbol symbol) => (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
    }

    // FNV-1a: the same in every process, as string's own hash is not.
    private static uint StableHash(string text) => text.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619));
}
