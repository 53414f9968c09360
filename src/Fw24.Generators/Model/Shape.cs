namespace Fw24.Generators.Model;

/// <summary>How a value of some type stands in an item.</summary>
internal abstract record Shape
{
    /// <summary>The type, without <c>?</c>.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>Whether <see langword="null"/> is one of its values.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>Whether <see langword="null"/> is a value because its declaration does not say: the type is declared without <c>?</c>.</summary>
    public bool IsOblivious { get; init; }

    /// <summary>The type as it is declared.</summary>
    public string DeclaredType => IsNullable && !IsOblivious ? Type.FullName + "?" : Type.FullName;
}

/// <summary>S, N, B or BOOL.</summary>
internal sealed record ScalarShape : Shape
{
    public required ScalarKind Kind { get; init; }
}

/// <summary>S: an enum's name.</summary>
internal sealed record EnumShape : Shape;

/// <summary>M with fixed names: one of <see cref="EntityModel.Objects"/>.</summary>
internal sealed record ObjectShape : Shape;

/// <summary>L.</summary>
internal sealed record ListShape : Shape
{
    public required Shape Element { get; init; }

    /// <summary>What makes the type of a <c>List&lt;T&gt;</c>.</summary>
    public required Conversion Conversion { get; init; }

    /// <summary>Whether it is an <c>ImmutableArray&lt;T&gt;</c>, whose default is no array.</summary>
    public required bool IsImmutableArray { get; init; }
}

/// <summary>SS, NS or BS.</summary>
internal sealed record SetShape : Shape
{
    public required Shape Element { get; init; }

    /// <summary>What tells elements apart as an item does, where their type's own equality does not; <see langword="null"/> where it does.</summary>
    public required string? Comparer { get; init; }

    /// <summary>What makes the type of a <c>HashSet&lt;T&gt;</c>.</summary>
    public required Conversion Conversion { get; init; }
}

/// <summary>M with any names.</summary>
internal sealed record DictionaryShape : Shape
{
    public required Shape Value { get; init; }

    /// <summary>What makes the type of a <c>Dictionary&lt;string, T&gt;</c>.</summary>
    public required Conversion Conversion { get; init; }
}

/// <summary>No item can hold it, or no code can make it.</summary>
internal sealed record UnsupportedShape : Shape
{
    /// <summary>Whether its type arguments grow without end.</summary>
    public bool IsEndless { get; init; }
}
