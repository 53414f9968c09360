using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Finds out how values of a type stand in an item, and gathers the enums and nested types on the way.</summary>
/// <param name="compilation">The compilation that the emitted code becomes part of.</param>
/// <param name="objects">What parses a nested type; it comes back here for the types of its properties.</param>
internal sealed class ShapeParser(Compilation compilation, ObjectParser objects)
{
    private readonly Dictionary<string, EnumModel> _enums = new(StringComparer.Ordinal);

    /// <summary>The enums met so far.</summary>
    public IEnumerable<EnumModel> Enums => _enums.Values;

    public Shape Parse(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0]) with { IsNullable = true };
        }

        return Parse(type, SymbolNames.Ref(type), isNullable: !type.IsValueType && type.NullableAnnotation is NullableAnnotation.Annotated);
    }

    private Shape Parse(ITypeSymbol type, TypeRef reference, bool isNullable)
    {
        if (Scalar(type) is { } scalar)
        {
            return new ScalarShape { Type = reference, IsNullable = isNullable, Kind = scalar };
        }

        if (type is IArrayTypeSymbol { IsSZArray: true } array)
        {
            return new ListShape { Type = reference, IsNullable = isNullable, Element = Parse(array.ElementType), Conversion = KnownCollections.ToArray, IsImmutableArray = false };
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum } named
            || !compilation.CanUse(named))
        {
            return new UnsupportedShape { Type = reference, IsNullable = isNullable };
        }

        if (named.TypeKind is TypeKind.Enum)
        {
            _enums[reference.FullName] = EnumParser.Parse(named, reference);
            return new EnumShape { Type = reference, IsNullable = isNullable };
        }

        return Collection(named, reference, isNullable)
            ?? (IsObject(named) && objects.TryAdd(named, reference)
                ? new ObjectShape { Type = reference, IsNullable = isNullable }
                : new UnsupportedShape { Type = reference, IsNullable = isNullable });
    }

    private Shape? Collection(INamedTypeSymbol type, TypeRef reference, bool isNullable)
    {
        if (!type.IsGenericType)
        {
            return null;
        }

        var name = MetadataName(type);
        if (KnownCollections.Lists.TryGetValue(name, out var list))
        {
            var element = Parse(type.TypeArguments[0]);
            return new ListShape
            {
                Type = reference,
                IsNullable = isNullable,
                Element = element,
                Conversion = list(reference.FullName, element.DeclaredType),
                IsImmutableArray = type.Name is "ImmutableArray",
            };
        }

        if (KnownCollections.Sets.TryGetValue(name, out var set))
        {
            var element = Parse(type.TypeArguments[0]);
            return new SetShape { Type = reference, IsNullable = isNullable, Element = element, Conversion = set(reference.FullName, element.DeclaredType) };
        }

        if (KnownCollections.Dictionaries.TryGetValue(name, out var dictionary) && type.TypeArguments[0].SpecialType is SpecialType.System_String)
        {
            var value = Parse(type.TypeArguments[1]);
            return new DictionaryShape { Type = reference, IsNullable = isNullable, Value = value, Conversion = dictionary(reference.FullName, value.DeclaredType) };
        }

        return null;
    }

    // A class or struct of the user's own: what is the platform's has no properties that make it up, and what can be enumerated is more than they say.
    private static bool IsObject(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false, IsRefLikeType: false, IsTupleType: false, SpecialType: SpecialType.None }
            && !type.AllInterfaces.Any(static face => face.SpecialType is SpecialType.System_Collections_IEnumerable)
            && !IsPlatform(type.ContainingNamespace);

    private static bool IsPlatform(INamespaceSymbol? symbol)
        => symbol is { IsGlobalNamespace: false } && (symbol is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } || IsPlatform(symbol.ContainingNamespace));

    private static ScalarKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ScalarKind.String,
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_DateTime => ScalarKind.DateTime,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => ScalarKind.Number,
        _ when type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } => ScalarKind.Bytes,
        _ when type is INamedTypeSymbol named => MetadataName(named) switch
        {
            "System.Int128" or "System.UInt128" or "System.Half" or "System.Numerics.BigInteger" => ScalarKind.Number,
            "System.Guid" => ScalarKind.Guid,
            "System.DateTimeOffset" => ScalarKind.DateTimeOffset,
            "System.DateOnly" => ScalarKind.DateOnly,
            "System.TimeOnly" => ScalarKind.TimeOnly,
            "System.TimeSpan" => ScalarKind.TimeSpan,
            "System.Uri" => ScalarKind.Uri,
            "System.ReadOnlyMemory`1" when named.TypeArguments[0].SpecialType is SpecialType.System_Byte => ScalarKind.Memory,
            _ => null,
        },
        _ => null,
    };

    private static string MetadataName(INamedTypeSymbol type)
        => type.ContainingType is null ? $"{SymbolNames.Namespace(type.ContainingNamespace)}.{type.MetadataName}" : "";
}
