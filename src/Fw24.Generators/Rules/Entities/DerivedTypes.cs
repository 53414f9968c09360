using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Entities;

/// <summary>Finds derived classes of stored classes: a codec writes only the properties of the declared type.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="types">Its types.</param>
internal sealed class DerivedTypes(Compilation compilation, IEnumerable<INamedTypeSymbol> types)
{
    private Dictionary<string, List<INamedTypeSymbol>>? _byBase;

    /// <summary>Gets the classes derived from a stored class.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(TypeRef type)
        => (_byBase ??= ByBase()).TryGetValue(type.FullName, out var derived) ? derived : [];

    private Dictionary<string, List<INamedTypeSymbol>> ByBase()
    {
        var byBase = new Dictionary<string, List<INamedTypeSymbol>>(StringComparer.Ordinal);
        var serialized = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonDerivedTypeAttribute");
        foreach (var type in types)
        {
            if (type is { TypeKind: TypeKind.Class, IsAbstract: false })
            {
                for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
                {
                    Add(current, type);
                }
            }

            // A derived class that an attribute names may be in an assembly not visible here.
            foreach (var attribute in serialized is null ? [] : type.GetAttributes().Where(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, serialized)))
            {
                if (attribute.ConstructorArguments is [{ Value: INamedTypeSymbol other }, ..] && !SymbolEqualityComparer.Default.Equals(other, type))
                {
                    Add(type, other);
                }
            }
        }

        return byBase;

        void Add(INamedTypeSymbol @base, INamedTypeSymbol type)
        {
            var name = SymbolNames.Ref(@base).FullName;
            if (!byBase.TryGetValue(name, out var derived))
            {
                byBase.Add(name, derived = []);
            }

            derived.Add(type);
        }
    }
}
