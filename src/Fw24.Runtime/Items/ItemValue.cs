using System.Numerics;
using Fw24.Items;

namespace Fw24;

/// <summary>The methods of <see cref="ItemWriter"/> as <see cref="ItemWrite{T}"/> functions, for the elements of collections and the parts of keys.</summary>
public static class ItemValue
{
    /// <inheritdoc cref="ItemWriter.WriteString"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteString(ItemWriter item, string value) => item.WriteString(value);

    /// <inheritdoc cref="ItemWriter.WriteBoolean"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteBoolean(ItemWriter item, bool value) => item.WriteBoolean(value);

    /// <inheritdoc cref="ItemWriter.WriteBytes(byte[])"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteBytes(ItemWriter item, byte[] value) => item.WriteBytes(value);

    /// <inheritdoc cref="ItemWriter.WriteGuid"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteGuid(ItemWriter item, Guid value) => item.WriteGuid(value);

    /// <inheritdoc cref="ItemWriter.WriteDateTime"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteDateTime(ItemWriter item, DateTime value) => item.WriteDateTime(value);

    /// <inheritdoc cref="ItemWriter.WriteDateTimeOffset"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteDateTimeOffset(ItemWriter item, DateTimeOffset value) => item.WriteDateTimeOffset(value);

    /// <inheritdoc cref="ItemWriter.WriteDateOnly"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteDateOnly(ItemWriter item, DateOnly value) => item.WriteDateOnly(value);

    /// <inheritdoc cref="ItemWriter.WriteTimeOnly"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteTimeOnly(ItemWriter item, TimeOnly value) => item.WriteTimeOnly(value);

    /// <inheritdoc cref="ItemWriter.WriteTimeSpan"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteTimeSpan(ItemWriter item, TimeSpan value) => item.WriteTimeSpan(value);

    /// <inheritdoc cref="ItemWriter.WriteUri"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteUri(ItemWriter item, Uri value) => item.WriteUri(value);

    /// <inheritdoc cref="ItemWriter.WriteNumber{T}"/>
    /// <param name="item">The writer.</param>
    /// <param name="value">The value.</param>
    public static void WriteNumber<T>(ItemWriter item, T value)
        where T : struct, INumberBase<T>
        => item.WriteNumber(value);
}
