using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Rules.Usage;

/// <summary>The origin of a query.</summary>
/// <param name="Entity">The entity that is queried.</param>
/// <param name="Method">The name of the generated method, such as <c>QueryByCustomer</c>.</param>
internal sealed record QueryOrigin(INamedTypeSymbol Entity, string Method)
{
    public bool Equals(QueryOrigin? other)
        => other is not null && Method == other.Method && SymbolEqualityComparer.Default.Equals(Entity, other.Entity);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Method);
}
