using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing;

/// <summary>Says what emitted code can use.</summary>
internal static class Reach
{
    /// <summary>Whether code of the compilation can use a symbol.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="symbol">The symbol.</param>
    public static bool CanUse(this Compilation compilation, ISymbol symbol)
        => IsPublicThroughout(symbol) || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    // Whatever is public needs no closer look, if the arguments of a generic type are.
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
