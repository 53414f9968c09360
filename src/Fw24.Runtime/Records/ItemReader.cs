using System.Numerics;
using Fw24.Model;

namespace Fw24;

/// <summary>Reads an item's DynamoDB JSON from UTF-8. Generated codecs dispatch on names; this knows the types.</summary>
/// <remarks>
/// Every Read… stands before a typed value (<c>{"S":"x"}</c>) and leaves it behind; inside a set it stands before the bare
/// text that sets hold (<c>"x"</c>). A value of another type is an <see cref="ItemFormatException"/> that names entity and
/// attribute path, never the value.
/// </remarks>
public ref struct ItemReader
{
    /// <summary>Begins to read an item: the first <see cref="NextAttribute"/> finds its first attribute.</summary>
    /// <param name="image">The item, from its opening brace.</param>
    /// <param name="entity">The entity's name, for errors.</param>
    public ItemReader(ReadOnlySpan<byte> image, string entity) => throw null!;

    /// <summary>Moves to the next attribute of the map that is being read, or behind the map.</summary>
    /// <param name="name">The attribute's name, unescaped. Valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    public bool NextAttribute(out Utf8Name name) => throw null!;

    /// <summary>Enters a map (M); <see cref="NextAttribute"/> walks it and leaves it at its end.</summary>
    public void BeginMap() => throw null!;

    /// <summary>Enters a list (L); <see cref="NextElement"/> walks it and leaves it at its end.</summary>
    public void BeginList() => throw null!;

    /// <summary>Enters a set (SS, NS or BS), or the empty list that stands for an empty set; <see cref="NextElement"/> walks it and leaves it at its end.</summary>
    public void BeginSet() => throw null!;

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

    /// <summary>Reads a boolean (BOOL).</summary>
    public bool ReadBoolean() => throw null!;

    /// <summary>Reads a number (N). A number that <typeparamref name="T"/> cannot hold with all its digits is an error; only a binary float rounds, as floats do.</summary>
    /// <typeparam name="T">An integer of any width, <see cref="decimal"/>, <see cref="BigInteger"/>, or a binary float.</typeparam>
    public T ReadNumber<T>()
        where T : struct, INumberBase<T> => throw null!;

    /// <summary>Reads a number (N) of seconds since 1970-01-01 UTC: a time to live.</summary>
    public DateTimeOffset ReadUnixSeconds() => throw null!;

    /// <summary>Reads binary (B).</summary>
    public byte[] ReadBytes() => throw null!;

    /// <summary>Reads a <see cref="Guid"/> (S).</summary>
    public Guid ReadGuid() => throw null!;

    /// <summary>Reads a <see cref="DateTime"/> (S, ISO 8601), keeping its kind.</summary>
    public DateTime ReadDateTime() => throw null!;

    /// <summary>Reads a <see cref="DateTimeOffset"/> (S, ISO 8601), keeping its offset.</summary>
    public DateTimeOffset ReadDateTimeOffset() => throw null!;

    /// <summary>Reads a <see cref="DateOnly"/> (S, <c>2026-11-22</c>).</summary>
    public DateOnly ReadDateOnly() => throw null!;

    /// <summary>Reads a <see cref="TimeOnly"/> (S, <c>10:05:00.0000000</c>).</summary>
    public TimeOnly ReadTimeOnly() => throw null!;

    /// <summary>Reads a <see cref="TimeSpan"/> (S, the constant format <c>1.02:03:04.5000000</c>).</summary>
    public TimeSpan ReadTimeSpan() => throw null!;

    /// <summary>Reads a <see cref="Uri"/> (S), absolute or relative.</summary>
    public Uri ReadUri() => throw null!;

    /// <summary>Reads an enum (S): a name that <paramref name="parse"/> knows, or else what <see cref="Enum.ToString()"/> gives for combined flags and unnamed values.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="parse">Generated: knows the names.</param>
    public T ReadEnum<T>(EnumParse<T> parse)
        where T : struct, Enum => throw null!;

    /// <summary>Reads a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    public List<T> ReadList<T>(ItemRead<T> readElement) => throw null!;

    /// <summary>Reads a set (SS, NS or BS), or an empty list as the empty set that DynamoDB has not.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    public HashSet<T> ReadSet<T>(ItemRead<T> readElement) => throw null!;

    /// <summary>Reads a map (M) with any names.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="readValue">Reads one value.</param>
    /// <returns>The map; names compare ordinally.</returns>
    public Dictionary<string, T> ReadDictionary<T>(ItemRead<T> readValue) => throw null!;

    /// <summary>The error for an attribute that must be there and is not. Call it when <see cref="NextAttribute"/> has just left the map.</summary>
    /// <param name="attribute">The attribute's name within the map.</param>
    public readonly ItemFormatException Missing(string attribute) => throw null!;
}
