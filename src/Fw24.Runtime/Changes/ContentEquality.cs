using System.Collections.Immutable;

namespace Fw24;

/// <summary>Compares property values by the content that an item would store, for types that compare by reference.</summary>
public static class ContentEquality
{
    /// <summary>Indicates whether two values are equal by their type's own equality.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool Values<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    /// <summary>Indicates whether two byte arrays have the same content.</summary>
    /// <param name="left">The first array.</param>
    /// <param name="right">The second array.</param>
    public static bool Bytes(byte[]? left, byte[]? right)
        => left is null || right is null ? ReferenceEquals(left, right) : left.AsSpan().SequenceEqual(right);

    /// <summary>Indicates whether two regions of memory have the same content.</summary>
    /// <param name="left">The first region.</param>
    /// <param name="right">The second region.</param>
    public static bool Bytes(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    /// <summary>Indicates whether two regions of memory have the same content, or both are null.</summary>
    /// <param name="left">The first region.</param>
    /// <param name="right">The second region.</param>
    public static bool Bytes(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right)
        => left is null || right is null ? left is null && right is null : left.Value.Span.SequenceEqual(right.Value.Span);

    /// <summary>Indicates whether two URIs are spelled the same: <see cref="Uri"/> itself ignores fragments and user names; an item does not.</summary>
    /// <param name="left">The first URI.</param>
    /// <param name="right">The second URI.</param>
    public static bool Uris(Uri? left, Uri? right) => string.Equals(left?.OriginalString, right?.OriginalString, StringComparison.Ordinal);

    /// <summary>Indicates whether two times have the same ticks and kind: <see cref="DateTime"/> itself ignores the kind; an item does not.</summary>
    /// <param name="left">The first time.</param>
    /// <param name="right">The second time.</param>
    public static bool Times(DateTime left, DateTime right) => left.Ticks == right.Ticks && left.Kind == right.Kind;

    /// <summary>Indicates whether two times have the same instant and offset: <see cref="DateTimeOffset"/> ignores the offset; an item does not.</summary>
    /// <param name="left">The first time.</param>
    /// <param name="right">The second time.</param>
    public static bool Times(DateTimeOffset left, DateTimeOffset right) => left.EqualsExact(right);

    /// <summary>Indicates whether two lists have equal elements in the same order.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The first list.</param>
    /// <param name="right">The second list.</param>
    /// <param name="areEqual">Compares two elements.</param>
    public static bool Lists<T>(IEnumerable<T>? left, IEnumerable<T>? right, Func<T, T, bool> areEqual)
    {
        ArgumentNullException.ThrowIfNull(areEqual);
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return ReferenceEquals(left, right);
        }

        using var others = right.GetEnumerator();
        foreach (var element in left)
        {
            if (!others.MoveNext() || !areEqual(element, others.Current))
            {
                return false;
            }
        }

        return !others.MoveNext();
    }

    /// <summary>Indicates whether two lists have equal elements in the same order. A default array is equal only to another default array.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The first list.</param>
    /// <param name="right">The second list.</param>
    /// <param name="areEqual">Compares two elements.</param>
    public static bool Lists<T>(ImmutableArray<T> left, ImmutableArray<T> right, Func<T, T, bool> areEqual)
        => left.IsDefault || right.IsDefault ? left == right : Lists<T>(left.AsEnumerable(), right.AsEnumerable(), areEqual);

    /// <summary>Indicates whether two sets have the same elements by their type's own equality.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool Sets<T>(IEnumerable<T>? left, IEnumerable<T>? right) => Sets(left, right, EqualityComparer<T>.Default);

    /// <summary>Indicates whether two sets have the same elements.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    /// <param name="comparer">Compares two elements.</param>
    public static bool Sets<T>(IEnumerable<T>? left, IEnumerable<T>? right, IEqualityComparer<T> comparer)
        => left is null || right is null || ReferenceEquals(left, right)
            ? ReferenceEquals(left, right)
            : new HashSet<T>(left, comparer).SetEquals(right);

    /// <summary>Compares byte arrays in sets by content.</summary>
    public static ContentComparer<byte[]> ByBytes { get; } = new(
        static bytes =>
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        },
        static (left, right) => left.AsSpan().SequenceCompareTo(right));

    /// <summary>Compares URIs in sets by their spelling.</summary>
    public static ContentComparer<Uri> ByUri { get; } = new(
        static address => address.OriginalString.GetHashCode(StringComparison.Ordinal),
        static (left, right) => string.CompareOrdinal(left.OriginalString, right.OriginalString));

    /// <summary>Compares times in sets, including their kinds.</summary>
    public static ContentComparer<DateTime> ByDateTime { get; } = new(
        static time => HashCode.Combine(time.Ticks, time.Kind),
        static (left, right) => (left.Ticks, left.Kind).CompareTo((right.Ticks, right.Kind)));

    /// <summary>Compares times in sets by instant, then by offset.</summary>
    public static ContentComparer<DateTimeOffset> ByDateTimeOffset { get; } = new(
        static time => HashCode.Combine(time.Ticks, time.Offset),
        static (left, right) => (left.UtcTicks, left.Offset).CompareTo((right.UtcTicks, right.Offset)));

    /// <summary>Indicates whether two dictionaries have the same names with equal values.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="left">The first dictionary.</param>
    /// <param name="right">The second dictionary.</param>
    /// <param name="areEqual">Compares two values.</param>
    public static bool Dictionaries<T>(IEnumerable<KeyValuePair<string, T>>? left, IEnumerable<KeyValuePair<string, T>>? right, Func<T, T, bool> areEqual)
    {
        ArgumentNullException.ThrowIfNull(areEqual);
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return ReferenceEquals(left, right);
        }

        var others = new Dictionary<string, T>(right, StringComparer.Ordinal);
        var count = 0;
        foreach (var (name, value) in left)
        {
            count++;
            if (!others.TryGetValue(name, out var other) || !areEqual(value, other))
            {
                return false;
            }
        }

        return count == others.Count;
    }
}
