using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Members;

/// <summary>A constructor and the properties that match its parameters by name.</summary>
internal sealed class ConstructorBinding
{
    private readonly IMethodSymbol _constructor;
    private readonly List<(IParameterSymbol Parameter, IPropertySymbol Property)> _bound;

    private ConstructorBinding(IMethodSymbol constructor, List<(IParameterSymbol, IPropertySymbol)> bound) => (_constructor, _bound) = (constructor, bound);

    /// <summary>The constructor.</summary>
    public IMethodSymbol Symbol => _constructor;

    /// <summary>The names of the properties it takes, in parameter order.</summary>
    public IEnumerable<string> Properties => _bound.Select(static bound => bound.Property.Name);

    /// <summary>Indicates whether it is declared to set the required members.</summary>
    public bool SetsRequiredMembers => _constructor.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "SetsRequiredMembersAttribute");

    /// <summary>Gets the parameter that takes a property.</summary>
    public IParameterSymbol? Parameter(IPropertySymbol property)
    {
        foreach (var bound in _bound)
        {
            if (SymbolEqualityComparer.Default.Equals(bound.Property, property))
            {
                return bound.Parameter;
            }
        }

        return null;
    }

    /// <summary>
    /// Chooses the constructor that leaves no property unset; among several, a record's primary one, then the one with the fewest parameters.
    /// </summary>
    /// <returns>The binding; <see langword="null"/> if no constructor can be called.</returns>
    public static ConstructorBinding? Choose(INamedTypeSymbol type, IReadOnlyList<StoredMember> members, Compilation compilation)
    {
        var bindings = new List<ConstructorBinding>();
        foreach (var constructor in type.InstanceConstructors)
        {
            if (compilation.CanUse(constructor) && !Cautions.IsForbidden(constructor) && !IsCopy(constructor, type) && TryBind(constructor, members, compilation) is { } binding)
            {
                bindings.Add(binding);
            }
        }

        return bindings.Count < 2 ? bindings.FirstOrDefault() : bindings
            .OrderBy(binding => members.Count(member => member.Setter is null && binding.Parameter(member.Property) is null))
            .ThenByDescending(static binding => binding.IsPositional)
            .ThenBy(static binding => binding._constructor.Parameters.Length)
            .ThenByDescending(static binding => binding._constructor.DeclaredAccessibility)
            .ThenBy(static binding => binding._constructor.ToDisplayString(), StringComparer.Ordinal)
            .First();
    }

    // The parameters of a positional record are spelled like its properties.
    private bool IsPositional => _bound.Count > 0 && _bound.Count == _constructor.Parameters.Length && _bound.All(static bound => bound.Parameter.Name == bound.Property.Name);

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type)
        => type.IsRecord && constructor.Parameters is [var parameter] && SymbolEqualityComparer.Default.Equals(parameter.Type, type);

    private static ConstructorBinding? TryBind(IMethodSymbol constructor, IReadOnlyList<StoredMember> members, Compilation compilation)
    {
        var bound = new List<(IParameterSymbol, IPropertySymbol)>();
        foreach (var parameter in constructor.Parameters)
        {
            var property = members.FirstOrDefault(member => member.Property.Name == parameter.Name).Property
                ?? members.FirstOrDefault(member => string.Equals(member.Property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)).Property;
            if (property is not null && parameter.RefKind is RefKind.None or RefKind.In && compilation.ClassifyCommonConversion(property!.Type, parameter.Type).IsImplicit)
            {
                bound.Add((parameter, property));
            }
            else if (!parameter.IsOptional)
            {
                return null;
            }
        }

        return new ConstructorBinding(constructor, bound);
    }
}
