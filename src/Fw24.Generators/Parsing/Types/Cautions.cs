using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Collects the diagnostics that emitted code would raise by naming a symbol: those a pragma silences, and those none does.</summary>
/// <remarks>The warnings about obsolete symbols are silenced in every file.</remarks>
internal sealed class Cautions
{
    private readonly HashSet<ISymbol> _noted = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _suppressions = new(StringComparer.Ordinal);
    private readonly List<ForbiddenName> _forbidden = [];

    /// <summary>The diagnostics of experimental symbols, and the custom ones of obsolete symbols.</summary>
    public IEnumerable<string> Suppressions => _suppressions;

    /// <summary>The symbols that are obsolete as an error, in the order found.</summary>
    public IEnumerable<ForbiddenName> Forbidden => _forbidden;

    /// <summary>Indicates whether a symbol is obsolete as an error, which no pragma silences.</summary>
    public static bool IsForbidden(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (IsObsolete(attribute) && attribute.ConstructorArguments is [_, { Value: true }])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a property, its accessors and its type.</summary>
    public void Note(IPropertySymbol property)
    {
        // Using an override also uses the members it overrides.
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            Add(current, property.ContainingType, property.Name);
            Add(current.GetMethod, property.ContainingType, property.Name);
            Add(current.SetMethod, property.ContainingType, property.Name);
        }

        Note(property.Type);
        Note(property.ContainingType);
    }

    /// <summary>Adds a constructor.</summary>
    public void Note(IMethodSymbol constructor) => Add(constructor, constructor.ContainingType, null);

    /// <summary>Adds a type, its enclosing types and its type arguments.</summary>
    public void Note(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Note(array.ElementType);
            return;
        }

        // Keyword types are neither obsolete nor experimental.
        if (type is not INamedTypeSymbol { SpecialType: not (>= SpecialType.System_Boolean and <= SpecialType.System_String) } named || !_noted.Add(named))
        {
            return;
        }

        Add(named, named, null);
        Note(named.ContainingType);
        foreach (var argument in named.TypeArguments)
        {
            Note(argument);
        }

        if (_noted.Add(named.ContainingAssembly))
        {
            Add(named.ContainingAssembly, named, null);
        }
    }

    /// <summary>Adds the members of an enum.</summary>
    public void NoteMembers(INamedTypeSymbol @enum)
    {
        Note(@enum);
        foreach (var member in @enum.GetMembers())
        {
            if (member is IFieldSymbol)
            {
                Add(member, @enum, member.Name);
            }
        }
    }

    private void Add(ISymbol? symbol, INamedTypeSymbol type, string? member)
    {
        foreach (var attribute in symbol?.GetAttributes() ?? [])
        {
            if (IsObsolete(attribute))
            {
                var isForbidden = attribute.ConstructorArguments is [_, { Value: true }];
                if (isForbidden && new ForbiddenName(SymbolNames.Ref(type).FullName, member) is var name && !_forbidden.Contains(name))
                {
                    _forbidden.Add(name);
                }

                Suppress(attribute.NamedArguments.FirstOrDefault(static named => named.Key is "DiagnosticId").Value);
            }
            else if (attribute is { AttributeClass: { Name: "ExperimentalAttribute", ContainingNamespace.Name: "CodeAnalysis" }, ConstructorArguments: [var id] })
            {
                Suppress(id);
            }
        }
    }

    private void Suppress(TypedConstant id)
    {
        // A pragma can name identifiers only.
        if (id is { IsNull: false, Value: string text } && SyntaxFacts.IsValidIdentifier(text))
        {
            _suppressions.Add(text);
        }
    }

    private static bool IsObsolete(AttributeData attribute) => attribute.AttributeClass is { Name: nameof(ObsoleteAttribute), ContainingNamespace.Name: nameof(System) };
}
