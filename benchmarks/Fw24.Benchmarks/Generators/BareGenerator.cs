using Microsoft.CodeAnalysis;

namespace Fw24.Benchmarks.Generators;

/// <summary>The minimum work of an incremental generator: it finds the entities by their attribute, and emits nothing.</summary>
/// <param name="isWalking">
/// Indicates whether it visits the properties of an entity and of the types in its items, and their attributes, as any generator of a codec must; otherwise
/// it reads only the type's name.
/// </param>
internal sealed class BareGenerator(bool isWalking) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var entities = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Fw24.DynamoTableAttribute",
            static (_, _) => true,
            (entity, _) => isWalking ? Walk((INamedTypeSymbol)entity.TargetSymbol) : entity.TargetSymbol.Name);
        context.RegisterSourceOutput(entities, static (_, _) => { });
    }

    private static string Walk(INamedTypeSymbol entity)
    {
        var seen = new HashSet<string>();
        Walk(entity, seen);
        return string.Join(",", seen);
    }

    // Visits the entity, and the classes and enums in its items.
    private static void Walk(INamedTypeSymbol type, HashSet<string> seen)
    {
        if (!type.Locations[0].IsInSource || !seen.Add(type.Name))
        {
            return;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is not IPropertySymbol property)
            {
                continue;
            }

            seen.Add(property.Name);
            foreach (var attribute in property.GetAttributes())
            {
                seen.Add($"{attribute.AttributeClass?.Name}{attribute.ConstructorArguments.Length}");
            }

            if (property.Type is INamedTypeSymbol named)
            {
                foreach (var part in named.TypeArguments.OfType<INamedTypeSymbol>().Prepend(named))
                {
                    Walk(part, seen);
                }
            }
        }
    }
}
