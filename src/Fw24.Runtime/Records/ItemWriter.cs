using System.Buffers;
using System.Numerics;
using Fw24.Model;

namespace Fw24;

/// <summary>Writes an item as DynamoDB JSON in UTF-8. The counterpart of <see cref="ItemReader"/>.</summary>
/// <remarks>
/// Every Write… writes one typed value (<c>{"S":"x"}</c>); inside a set it writes the bare text that sets hold, and the first
/// element decides between SS, NS and BS.
/// </remarks>
public sealed class ItemWriter
{
    /// <summary>Makes a writer.</summary>
    /// <param name="output">Where the JSON goes.</param>
    public ItemWriter(IBufferWriter<byte> output) => throw null!;

    /// <summary>Writes a map of attributes, such as an item or a key.</summary>
    /// <typeparam name="T">What is written.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="writeAttributes">Writes its attributes.</param>
    /// <returns>The map.</returns>
    public static ItemImage ToItem<T>(T value, ItemWrite<T> writeAttributes) => throw null!;

    /// <summary>Writes one typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <typeparam name="T">What is written.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="writeValue">Writes it.</param>
    /// <returns>The JSON in UTF-8.</returns>
    public static ReadOnlyMemory<byte> ToValue<T>(T value, ItemWrite<T> writeValue) => throw null!;

    /// <summary>Begins an item: a map without a type around it. Names and values follow.</summary>
    public void BeginItem() => throw null!;

    /// <summary>Ends the item and hands the rest to the output.</summary>
    public void EndItem() => throw null!;

    /// <summary>Begins a map (M). Names and values follow.</summary>
    public void BeginMap() => throw null!;

    /// <summary>Ends the map.</summary>
    public void EndMap() => throw null!;

    /// <summary>Writes an attribute's name; its value follows.</summary>
    /// <param name="name">The name in UTF-8, unescaped.</param>
    public void WriteName(ReadOnlySpan<byte> name) => throw null!;

    /// <summary>Writes NULL.</summary>
    public void WriteNull() => throw null!;

    /// <summary>Writes a string (S).</summary>
    /// <param name="value">The value.</param>
    public void WriteString(string value) => throw null!;

    /// <summary>Writes a boolean (BOOL).</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => throw null!;

    /// <summary>Writes a number (N) with all its digits.</summary>
    /// <typeparam name="T">An integer of any width, <see cref="decimal"/>, <see cref="BigInteger"/>, or a binary float.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">DynamoDB cannot hold it: not finite, more than 38 digits, or a magnitude beyond 1E-130 to 9.99…E+125.</exception>
    public void WriteNumber<T>(T value)
        where T : struct, INumberBase<T> => throw null!;

    /// <summary>Writes a number (N) of seconds since 1970-01-01 UTC: a time to live.</summary>
    /// <param name="value">The value; its fraction of a second is cut.</param>
    public void WriteUnixSeconds(DateTimeOffset value) => throw null!;

    /// <summary>Writes binary (B).</summary>
    /// <param name="value">The value.</param>
    public void WriteBytes(ReadOnlySpan<byte> value) => throw null!;

    /// <summary>Writes a <see cref="Guid"/> (S).</summary>
    /// <param name="value">The value.</param>
    public void WriteGuid(Guid value) => throw null!;

    /// <summary>Writes a <see cref="DateTime"/> (S, ISO 8601) with its kind.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTime(DateTime value) => throw null!;

    /// <summary>Writes a <see cref="DateTimeOffset"/> (S, ISO 8601) with its offset.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTimeOffset(DateTimeOffset value) => throw null!;

    /// <summary>Writes a <see cref="DateOnly"/> (S, <c>2026-11-22</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteDateOnly(DateOnly value) => throw null!;

    /// <summary>Writes a <see cref="TimeOnly"/> (S, <c>10:05:00.0000000</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeOnly(TimeOnly value) => throw null!;

    /// <summary>Writes a <see cref="TimeSpan"/> (S, the constant format <c>1.02:03:04.5000000</c>).</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeSpan(TimeSpan value) => throw null!;

    /// <summary>Writes a <see cref="Uri"/> (S) as it was given.</summary>
    /// <param name="value">The value.</param>
    public void WriteUri(Uri value) => throw null!;

    /// <summary>Writes an enum (S).</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name in UTF-8; empty when it has none of its own, and then what <see cref="Enum.ToString()"/> gives is written.</param>
    public void WriteEnum<T>(T value, ReadOnlySpan<byte> name)
        where T : struct, Enum => throw null!;

    /// <summary>Writes a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="writeElement">Writes one element.</param>
    public void WriteList<T>(IEnumerable<T> values, ItemWrite<T> writeElement) => throw null!;

    /// <summary>Writes a set (SS, NS or BS). DynamoDB has no empty set: an empty list stands for it, so that empty and absent stay apart.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">The elements, all different.</param>
    /// <param name="writeElement">Writes one element.</param>
    public void WriteSet<T>(IEnumerable<T> values, ItemWrite<T> writeElement) => throw null!;

    /// <summary>Writes a map (M) with any names.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="values">The names and values.</param>
    /// <param name="writeValue">Writes one value.</param>
    public void WriteDictionary<T>(IEnumerable<KeyValuePair<string, T>> values, ItemWrite<T> writeValue) => throw null!;
}
