using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>Reads <see cref="DynamoConverterAttribute{T}"/>, which as a generic attribute cannot be instantiated by name.</summary>
internal static class ConverterParser
{
    /// <summary>Gets the converter that a type states for its values.</summary>
    public static ITypeSymbol? Of(ITypeSymbol type)
    {
        foreach (var data in type.GetAttributes())
        {
            if (Of(data) is { } converter)
            {
                return converter;
            }
        }

        return null;
    }

    /// <summary>Gets the converter that an attribute states.</summary>
    public static ITypeSymbol? Of(AttributeData data)
        => data.AttributeClass is { Name: nameof(DynamoConverterAttribute<object>), TypeArguments: [var converter] } type
            && AttributeReader.IsOurs(type) ? converter : null;

    /// <summary>Gets the type that a converter stores for values of a type; <see langword="null"/> if it does not convert them.</summary>
    public static ITypeSymbol? Stored(ITypeSymbol converter, ITypeSymbol type)
        => converter.AllInterfaces
            .Where(static face => face is { Name: "IDynamoConverter", TypeArguments.Length: 2 } && AttributeReader.IsOurs(face))
            .Where(face => SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type))
            .Select(static face => face.TypeArguments[1])
            .FirstOrDefault();
}
