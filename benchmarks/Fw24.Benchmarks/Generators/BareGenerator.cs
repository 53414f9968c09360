using Microsoft.CodeAnalysis;

namespace Fw24.Benchmarks.Generators;

/// <summary>The least an incremental generator does: it finds the entities by their attribute, and emits nothing.</summary>
/// <param name="isWalking">Whether it looks at the properties and their attributes, as whoever generates a codec must; otherwise only at the type's name.</param>
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

    private static string Walk(INamedTypeSymbol type)
    {
        var seen = type.Name;
        foreach (var member in type.GetMembers())
        {
            if (member is not IPropertySymbol property)
            {
                continue;
            }

            seen += property.Name + property.Type.Name;
            foreach (var attribute in property.GetAttributes())
            {
                seen += attribute.AttributeClass?.Name + attribute.ConstructorArguments.Length;
            }
        }

        return seen;
    }
}
