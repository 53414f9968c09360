using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Finds a property's accessors through the type that holds it: an override may declare one accessor and inherit the other.</summary>
internal static class Accessors
{
    /// <summary>Gets the getter of a property, wherever it is declared.</summary>
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

    /// <summary>
    /// Gets the setter of a property, wherever it is declared. One that another assembly does not expose is not found.
    /// </summary>
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

    /// <summary>Indicates whether a getter returns the property's backing field rather than running its own code.</summary>
    public static bool IsAutomatic(IMethodSymbol getter)
    {
        var property = (IPropertySymbol)getter.AssociatedSymbol!;
        if (property.DeclaringSyntaxReferences.IsEmpty)
        {
            // The field of another assembly's property is not visible, but the compiler marks the accessors it generates.
            return getter.GetAttributes().Any(static data => data.AttributeClass?.Name is "CompilerGeneratedAttribute");
        }

        return !property.IsPartialDefinition && HasField(property) && !getter.DeclaringSyntaxReferences.Any(static reference => HasBody(reference.GetSyntax()));
    }

    /// <summary>Indicates whether an accessor's declaration has a body.</summary>
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
