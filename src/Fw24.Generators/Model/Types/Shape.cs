using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Model.Types;

/// <summary>The representation of a type's values in an item.</summary>
internal abstract record Shape
{
    /// <summary>The type, without <c>?</c>.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>Indicates whether <see langword="null"/> is one of its values.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>Indicates whether <see langword="null"/> is a value only because nullability is unspecified: the type is declared without <c>?</c>.</summary>
    public bool IsOblivious { get; init; }

    /// <summary>The form in which values are stored.</summary>
    public ItemFormat Format { get; init; }

    /// <summary>Indicates whether values are stored as the AWS SDK's object mapper stores them.</summary>
    public bool IsMapped => Format is not ItemFormat.Fw24;

    /// <summary>The type as it is declared.</summary>
    public string DeclaredType => IsNullable && !IsOblivious ? Type.FullName + "?" : Type.FullName;
}

/// <summary>S, N, B or BOOL.</summary>
internal sealed record ScalarShape : Shape
{
    public required ScalarKind Kind { get; init; }
}

/// <summary>S: an enum's name; in the object mapper's form N.</summary>
internal sealed record EnumShape : Shape
{
    /// <summary>The type of its numbers.</summary>
    public required TypeRef Number { get; init; }
}

/// <summary>M with fixed names: one of <see cref="EntityModel.Objects"/>.</summary>
internal sealed record ObjectShape : Shape;

/// <summary>L.</summary>
internal sealed record ListShape : Shape
{
    public required Shape Element { get; init; }

    /// <summary>The conversion from a <c>List&lt;T&gt;</c> to the type.</summary>
    public required ExpressionWrapper Wrapper { get; init; }

    /// <summary>Indicates whether it is an <c>ImmutableArray&lt;T&gt;</c>, whose default value is not an array.</summary>
    public required bool IsImmutableArray { get; init; }
}

/// <summary>SS, NS or BS; in the object mapper's form L, if it is a sorted set or a set of enums.</summary>
internal sealed record SetShape : Shape
{
    private const string SortedSet = "global::System.Collections.Generic.SortedSet<";

    public required Shape Element { get; init; }

    /// <summary>Indicates whether the object mapper stores it as a list, and reads it from nothing else.</summary>
    public bool IsStoredAsList
        => IsMapped && (Element is EnumShape || Type.FullName.StartsWith(SortedSet, StringComparison.Ordinal));

    /// <summary>The comparer that distinguishes elements as an item does; <see langword="null"/> if the type's own equality does.</summary>
    public required string? Comparer { get; init; }

    /// <summary>The conversion from a <c>HashSet&lt;T&gt;</c> to the type.</summary>
    public required ExpressionWrapper Wrapper { get; init; }
}

/// <summary>M with any names.</summary>
internal sealed record DictionaryShape : Shape
{
    public required Shape Value { get; init; }

    /// <summary>The conversion from a <c>Dictionary&lt;string, T&gt;</c> to the type.</summary>
    public required ExpressionWrapper Wrapper { get; init; }
}

/// <summary>A type that a converter stores as another.</summary>
internal sealed record ConvertedShape : Shape
{
    /// <summary>The type that is stored.</summary>
    public required Shape Stored { get; init; }

    /// <summary>The full name of the converter.</summary>
    public required string Converter { get; init; }

    /// <summary>The type arguments of calls: the converter, the type and the stored type.</summary>
    public string Arguments(Func<string, string> shorten)
        => $"{shorten(Converter)}, {shorten(Type.FullName)}, {shorten(Stored.DeclaredType)}";
}

/// <summary>A type that no item can hold, or that no code can create.</summary>
internal sealed record UnsupportedShape : Shape
{
    /// <summary>The reason, where the type's name does not show it.</summary>
    public UnsupportedReason Reason { get; init; }

    /// <summary>
    /// The full name of the converter that does not convert it to a type that an item can hold; <see langword="null"/> if there is none.
    /// </summary>
    public string? Converter { get; init; }
}
