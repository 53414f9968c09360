using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds derived classes of stored classes: a codec writes only the properties of the declared type.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="types">Its types.</param>
internal sealed class DerivedTypes(Compilation compilation, IEnumerable<INamedTypeSymbol> types)
{
    private Dictionary<string, List<INamedTypeSymbol>>? _byBase;

    /// <summary>Gets the violations of an entity and of the types nested in it.</summary>
    public IEnumerable<RuleViolation> Violations(EntityModel entity)
    {
        _byBase ??= ByBase();
        foreach (var model in entity.Objects.Prepend(entity.Root))
        {
            if (!_byBase.TryGetValue(model.Type.FullName, out var derived))
            {
                continue;
            }

            // A derived class that is an entity itself is written to its own table.
            var first = derived
                .Where(type => model != entity.Root || !AttributeReader.Has<DynamoTableAttribute>(type))
                .Select(static type => SymbolNames.Ref(type).FullName)
                .OrderBy(static name => name, StringComparer.Ordinal)
                .FirstOrDefault();
            if (first is not null)
            {
                yield return new RuleViolation(RuleKind.DerivedType, model.Type.FullName, null, [first]);
            }
        }
    }

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
