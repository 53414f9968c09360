using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Determines how values of a type are represented in an item, and collects the enums and nested types found on the way.</summary>
/// <param name="compilation">The compilation that will contain the emitted code.</param>
/// <param name="format">The form in which values are stored.</param>
/// <param name="objects">The parser of nested types, which calls back for the types of their properties.</param>
/// <param name="cautions">Receives the enums that are named.</param>
internal sealed class ShapeParser(Compilation compilation, ItemFormat format, ObjectParser objects, Cautions cautions)
{
    private readonly Dictionary<string, EnumModel> _enums = new(StringComparer.Ordinal);

    /// <summary>The enums found so far.</summary>
    public IEnumerable<EnumModel> Enums => _enums.Values;

    /// <summary>Parses a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="converter">The converter that the property states; otherwise its type's own applies.</param>
    public Shape Parse(ITypeSymbol type, ITypeSymbol? converter = null)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], converter) with { IsNullable = true };
        }

        var (reference, isNullable) = (SymbolNames.Ref(type), !type.IsValueType && type.NullableAnnotation is NullableAnnotation.Annotated);
        var shape = converter is null ? Parse(type, reference, isNullable) : Converted(type, reference, isNullable, converter);
        return shape with { Format = format };
    }

    private Shape Converted(ITypeSymbol type, TypeRef reference, bool isNullable, ITypeSymbol converter)
    {
        var name = SymbolNames.Ref(converter).FullName;
        return converter is INamedTypeSymbol named
            && compilation.CanUse(named)
            && ConverterParser.Stored(converter, type) is { } stored
            && Parse(stored) is { IsNullable: false } and not (UnsupportedShape or ConvertedShape) and var shape
            ? new ConvertedShape { Type = reference, IsNullable = isNullable, Stored = shape, Converter = name }
            : new UnsupportedShape { Type = reference, IsNullable = isNullable, Converter = name };
    }

    // An element of a list or map. Where nullability is unspecified, null is a value; a set contains none.
    private Shape Element(ITypeSymbol type)
    {
        var shape = Parse(type);
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } ? shape with { IsNullable = true, IsOblivious = true } : shape;
    }

    private Shape Parse(ITypeSymbol type, TypeRef reference, bool isNullable)
    {
        if (Scalar(type) is { } scalar)
        {
            return new ScalarShape { Type = reference, IsNullable = isNullable, Kind = scalar };
        }

        if (type is IArrayTypeSymbol { IsSZArray: true } array)
        {
            return new ListShape { Type = reference, IsNullable = isNullable, Element = Element(array.ElementType), Wrapper = KnownCollections.ToArray, IsImmutableArray = false };
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum } named
            || !compilation.CanUse(named))
        {
            return new UnsupportedShape { Type = reference, IsNullable = isNullable };
        }

        if (ConverterParser.Of(named) is { } converter)
        {
            return Converted(type, reference, isNullable, converter);
        }

        if (named.TypeKind is TypeKind.Enum)
        {
            if (!_enums.ContainsKey(reference.FullName))
            {
                _enums.Add(reference.FullName, EnumParser.Parse(named, reference));
                cautions.NoteMembers(named);
            }

            return new EnumShape { Type = reference, IsNullable = isNullable, Number = SymbolNames.Ref(named.EnumUnderlyingType!) };
        }

        return Collection(named, reference, isNullable)
            ?? (IsObject(named) && objects.TryAdd(named, reference)
                ? new ObjectShape { Type = reference, IsNullable = isNullable }
                : Unsupported(named, reference, isNullable));
    }

    // Blame the type whose type arguments expand, not its expansion.
    private UnsupportedShape Unsupported(INamedTypeSymbol type, TypeRef reference, bool isNullable)
        => objects.IsEndless(type)
            ? new UnsupportedShape { Type = SymbolNames.Ref(type.OriginalDefinition), IsNullable = isNullable, Reason = UnsupportedReason.Endless }
            : new UnsupportedShape { Type = reference, IsNullable = isNullable, Reason = ReasonOf(type) };

    private static UnsupportedReason ReasonOf(INamedTypeSymbol type)
        => IsUnion(type) ? UnsupportedReason.Union
        : type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false } && !IsPlatform(type.ContainingNamespace) ? UnsupportedReason.Abstract
        : UnsupportedReason.None;

    // By the interface that the compiler adds: the symbol's own property is of compilers newer than the oldest that loads the generator.
    private static bool IsUnion(INamedTypeSymbol type)
        => type.AllInterfaces.Any(static face => face.MetadataName is "IUnion" && SymbolNames.Namespace(face.ContainingNamespace) is "System.Runtime.CompilerServices");

    private Shape? Collection(INamedTypeSymbol type, TypeRef reference, bool isNullable)
    {
        if (!type.IsGenericType || type.ContainingType is not null)
        {
            return null;
        }

        var name = $"{SymbolNames.Namespace(type.ContainingNamespace)}.{type.MetadataName}";
        if (KnownCollections.Lists.TryGetValue(name, out var list))
        {
            var element = Element(type.TypeArguments[0]);
            return new ListShape
            {
                Type = reference,
                IsNullable = isNullable,
                Element = element,
                Wrapper = list(reference.FullName, element.DeclaredType),
                IsImmutableArray = type.Name is "ImmutableArray",
            };
        }

        if (KnownCollections.Sets.TryGetValue(name, out var set))
        {
            var element = Parse(type.TypeArguments[0]);
            var equality = KnownCollections.Equality(element);
            return new SetShape { Type = reference, IsNullable = isNullable, Element = element, Comparer = equality, Wrapper = set(reference.FullName, equality, KnownCollections.Order(element)) };
        }

        if (KnownCollections.Dictionaries.TryGetValue(name, out var dictionary) && type.TypeArguments[0].SpecialType is SpecialType.System_String)
        {
            var value = Element(type.TypeArguments[1]);
            return new DictionaryShape { Type = reference, IsNullable = isNullable, Value = value, Wrapper = dictionary(reference.FullName, value.DeclaredType) };
        }

        return null;
    }

    // A user-defined class or struct: platform types have no properties that define them, and an enumerable is more than its properties.
    private static bool IsObject(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false, IsRefLikeType: false, IsTupleType: false, SpecialType: SpecialType.None }
            && !IsPlatform(type.ContainingNamespace)
            && !IsUnion(type)
            && !type.AllInterfaces.Any(static face => face.SpecialType is SpecialType.System_Collections_IEnumerable);

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
        SpecialType.None when type is INamedTypeSymbol { ContainingType: null } named => Scalar(named),
        _ => null,
    };

    private static ScalarKind? Scalar(INamedTypeSymbol type) => (type.ContainingNamespace, type.Name, type.TypeArguments) switch
    {
        ({ Name: "System", ContainingNamespace.IsGlobalNamespace: true }, var name, []) => name switch
        {
            "Int128" or "UInt128" or "Half" => ScalarKind.Number,
            "Guid" => ScalarKind.Guid,
            "DateTimeOffset" => ScalarKind.DateTimeOffset,
            "DateOnly" => ScalarKind.DateOnly,
            "TimeOnly" => ScalarKind.TimeOnly,
            "TimeSpan" => ScalarKind.TimeSpan,
            "Uri" => ScalarKind.Uri,
            _ => null,
        },
        ({ Name: "System", ContainingNamespace.IsGlobalNamespace: true }, "ReadOnlyMemory", [{ SpecialType: SpecialType.System_Byte }]) => ScalarKind.Memory,
        ({ Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }, "BigInteger", []) => ScalarKind.Number,
        _ => null,
    };
}
