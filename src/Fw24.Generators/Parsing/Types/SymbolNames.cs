using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Converts symbols to the names that emitted code uses.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat s_withAnnotations = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_withConstraints = s_withAnnotations.AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    // Keyword types, the types of most properties.
    private static readonly ConcurrentDictionary<SpecialType, TypeRef> s_keywords = new();

    // A namespace may hold thousands of entities that all ask: its names are examined once per compilation, which this does not keep alive.
    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, HashSet<string>> s_twins = new();

    /// <summary>Gets a type's full name, without its own <c>?</c>.</summary>
    public static TypeRef Ref(ITypeSymbol type)
    {
        if (type.SpecialType is not (>= SpecialType.System_Boolean and <= SpecialType.System_String))
        {
            return Display(type);
        }

        return s_keywords.TryGetValue(type.SpecialType, out var keyword) ? keyword : s_keywords[type.SpecialType] = Display(type);
    }

    /// <summary>Gets a type's full name as declared.</summary>
    public static string Declared(ITypeSymbol type) => type.ToDisplayString(s_withAnnotations);

    /// <summary>Gets the constraints on a type's own type parameters: <c> where T : class</c>.</summary>
    public static string Constraints(INamedTypeSymbol type)
    {
        var text = type.ToDisplayString(s_withConstraints);
        var start = text.IndexOf(" where ", StringComparison.Ordinal);
        return start < 0 ? "" : text.Substring(start);
    }

    /// <summary>Gets a namespace as an identifier in code; empty for the global namespace.</summary>
    public static string Namespace(INamespaceSymbol? symbol)
        => symbol is null or { IsGlobalNamespace: true } ? ""
            : symbol.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Namespace(outer)}.{Identifier(symbol.Name)}"
            : Identifier(symbol.Name);

    /// <summary>Gets the names of the enclosing types and of a type, concatenated: <c>OuterOrder</c>.</summary>
    public static string Prefix(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? Prefix(outer) + type.Name : type.Name;

    /// <summary>Gets a name as an identifier in code.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) is SyntaxKind.None ? name : "@" + name;

    /// <summary>Gets the base name of a type's generated files, distinct from any other name that differs only in case.</summary>
    public static string FileName(INamedTypeSymbol type)
    {
        var name = Namespace(type.ContainingNamespace).Replace("@", "");
        name = name.Length is 0 ? Chain(type) : $"{name}.{Chain(type)}";
        return HasTwin(type) ? $"{name}.{StableHash(name):x8}" : name;

        static string Chain(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{Chain(outer)}.{type.Name}" : type.Name;
    }

    private static TypeRef Display(ITypeSymbol type) => new(
        IsPlain(type)
            ? Names.Global(Namespace(type.ContainingNamespace), Identifier(type.Name))
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_withAnnotations),
        type.IsValueType);

    // Most types are named by their namespace and own name alone; the compiler's display is ten times slower.
    private static bool IsPlain(ITypeSymbol type) => type is INamedTypeSymbol
    {
        TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum,
        SpecialType: SpecialType.None,
        ContainingType: null,
        IsGenericType: false,
    };

    // File names must differ regardless of case; C# names need not.
    private static bool HasTwin(INamespaceOrTypeSymbol symbol)
    {
        for (INamespaceOrTypeSymbol? current = symbol; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }; current = Container(current))
        {
            if (Container(current) is { } container && s_twins.GetValue(container, static container => TwinsIn(container)).Contains(current.Name))
            {
                return true;
            }
        }

        return false;

        static INamespaceOrTypeSymbol? Container(INamespaceOrTypeSymbol symbol) => (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
    }

    // The names that differ from another one only in case.
    private static HashSet<string> TwinsIn(INamespaceOrTypeSymbol container)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var twins = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in container.GetMembers())
        {
            if (!names.TryGetValue(member.Name, out var twin))
            {
                names.Add(member.Name, member.Name);
            }
            else if (twin != member.Name)
            {
                twins.Add(twin);
                twins.Add(member.Name);
            }
        }

        return twins;
    }

    // FNV-1a: the same in every process, unlike string's own hash.
    private static uint StableHash(string text) => text.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619));
}
