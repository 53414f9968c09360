using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Parsing;

/// <summary>Finds the accessors that a property has through the type that holds it: an override may declare one of them and inherit the other.</summary>
internal static class Accessors
{
    /// <summary>What reads a property, wherever it is declared.</summary>
    public static IMethodSymbol? Getter(IPropertySymbol property)
    {
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            if (current.GetMethod is { } getter)
            {
                return getter;
            }
        }

        return null;
    }

    /// <summary>What sets a property, wherever it is declared. What another assembly keeps to itself is not there: the compiler does not see it in a reference.</summary>
    public static IMethodSymbol? Setter(IPropertySymbol property, Compilation compilation)
    {
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            if (current.SetMethod is { } setter && IsSeen(setter, compilation))
            {
                return setter;
            }
        }

        return null;
    }

    /// <summary>Whether a getter returns what the property holds, and not what its own code makes.</summary>
    public static bool IsAutomatic(IMethodSymbol getter)
    {
        var property = (IPropertySymbol)getter.AssociatedSymbol!;
        if (property.DeclaringSyntaxReferences.IsEmpty)
        {
            // Of another assembly's property the field is not seen, but the compiler marks what it made.
            return getter.GetAttributes().Any(static data => data.AttributeClass?.Name is "CompilerGeneratedAttribute");
        }

        return !property.IsPartialDefinition && HasField(property) && !getter.DeclaringSyntaxReferences.Any(static reference => HasBody(reference.GetSyntax()));
    }

    /// <summary>Whether an accessor's declaration has code of its own.</summary>
    public static bool HasBody(SyntaxNode accessor) => accessor
        is ArrowExpressionClauseSyntax
        or AccessorDeclarationSyntax { Body: not null }
        or AccessorDeclarationSyntax { ExpressionBody: not null };

    private static bool IsSeen(IMethodSymbol accessor, Compilation compilation)
        => accessor.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            || SymbolEqualityComparer.Default.Equals(accessor.ContainingAssembly, compilation.Assembly)
            || compilation.CanUse(accessor);

    private static bool HasField(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            {
                return true;
            }
        }

        return false;
    }
}
