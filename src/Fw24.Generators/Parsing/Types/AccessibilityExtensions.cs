using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Determines what emitted code can access.</summary>
internal static class AccessibilityExtensions
{
    /// <summary>Indicates whether code of the compilation can access a symbol.</summary>
    public static bool CanUse(this Compilation compilation, ISymbol symbol)
        => IsPublicThroughout(symbol) || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    // A public symbol needs no closer look, except for the arguments of a generic type.
    private static bool IsPublicThroughout(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not Accessibility.Public || (current is INamedTypeSymbol { IsGenericType: true } generic && !generic.TypeArguments.All(IsPublicThroughout)))
            {
                return false;
            }
        }

        return true;
    }
}
