using System.Numerics;

namespace Fw24;

/// <summary>Reads an item's DynamoDB JSON from UTF-8. Generated codecs dispatch on names; this knows the types.</summary>
/// <remarks>Every Read… stands before a typed value (<c>{"S":"x"}</c>) and leaves it behind; a value of another type is an <see cref="ItemFormatException"/> that names entity and attribute.</remarks>
public ref struct ItemReader
{
    /// <summary>Begins to read an item.</summary>
    /// <param name="image">The item, from its opening brace.</param>
    /// <param name="entity">The entity's name, for errors.</param>
    public ItemReader(ReadOnlySpan<byte> image, string entity) => throw null!;

    /// <summary>Moves to the next attribute of the map that is being read, or behind the map.</summary>
    /// <param name="name">The attribute's name, unescaped.</param>
    /// <returns>Whether there was one.</returns>
    public bool NextAttribute(out ReadOnlySpan<byte> name) => throw null!;

    /// <summary>Enters a map (M); <see cref="NextAttribute"/> walks it and leaves it at its end.</summary>
    public void BeginMap() => throw null!;

    /// <summary>Enters a list (L); <see cref="NextElement"/> walks it and leaves it at its end.</summary>
    public void BeginList() => throw null!;

    /// <summary>Moves to the next element of the list or set that is being read, or behind it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool NextElement() => throw null!;

    /// <summary>Passes over a NULL value.</summary>
    /// <returns>Whether the value was NULL; otherwise the reader has not moved.</returns>
    public bool TryReadNull() => throw null!;

    /// <summary>Passes over a value of any type.</summary>
    public void SkipValue() => throw null!;

    /// <summary>Reads a string (S).</summary>
    public string ReadString() => throw null!;

    /// <summary>Reads a number (N).</summary>
    public BigInteger ReadBigInteger() => throw null!;

    /// <summary>The error for an attribute that must be there and is not.</summary>
    /// <param name="attribute">The attribute's name.</param>
    public readonly ItemFormatException Missing(string attribute) => throw null!;
}
