using System.Collections.Immutable;

namespace Fw24;

/// <summary>Compares property values by what an item would hold of them, where their types compare by reference.</summary>
public static class ContentEquality
{
    /// <summary>Whether two values are equal by their type's own equality.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Values<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    /// <summary>Whether two byte arrays hold the same bytes.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Bytes(byte[]? left, byte[]? right)
        => left is null || right is null ? ReferenceEquals(left, right) : left.AsSpan().SequenceEqual(right);

    /// <summary>Whether two regions of memory hold the same bytes.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Bytes(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    /// <summary>Whether two regions of memory hold the same bytes, or neither is there.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Bytes(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right)
        => left is null || right is null ? left is null && right is null : left.Value.Span.SequenceEqual(right.Value.Span);

    /// <summary>Whether two addresses are spelled alike: <see cref="Uri"/> itself disregards fragments and user names, an item does not.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Uris(Uri? left, Uri? right) => string.Equals(left?.OriginalString, right?.OriginalString, StringComparison.Ordinal);

    /// <summary>Whether two times are the same with the same kind: <see cref="DateTime"/> itself disregards the kind, an item does not.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Times(DateTime left, DateTime right) => left.Ticks == right.Ticks && left.Kind == right.Kind;

    /// <summary>Whether two times are the same with the same offset: <see cref="DateTimeOffset"/> itself compares instants, an item does not.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Times(DateTimeOffset left, DateTimeOffset right) => left.EqualsExact(right);

    /// <summary>Whether two lists have equal elements in the same order.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
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

    /// <summary>Whether two lists have equal elements in the same order. A default array is equal to another such only.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="areEqual">Compares two elements.</param>
    public static bool Lists<T>(ImmutableArray<T> left, ImmutableArray<T> right, Func<T, T, bool> areEqual)
        => left.IsDefault || right.IsDefault ? left == right : Lists<T>(left.AsEnumerable(), right.AsEnumerable(), areEqual);

    /// <summary>Whether two sets have the same elements by their type's own equality.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool Sets<T>(IEnumerable<T>? left, IEnumerable<T>? right) => Sets(left, right, EqualityComparer<T>.Default);

    /// <summary>Whether two sets have the same elements.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="comparer">Compares elements.</param>
    public static bool Sets<T>(IEnumerable<T>? left, IEnumerable<T>? right, IEqualityComparer<T> comparer)
        => left is null || right is null || ReferenceEquals(left, right)
            ? ReferenceEquals(left, right)
            : new HashSet<T>(left, comparer).SetEquals(right);

    /// <summary>Compares byte arrays by their bytes, for sets of them.</summary>
    public static ContentComparer<byte[]> ByBytes { get; } = new(
        static bytes =>
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        },
        static (left, right) => left.AsSpan().SequenceCompareTo(right));

    /// <summary>Compares addresses by their spelling, for sets of them.</summary>
    public static ContentComparer<Uri> ByUri { get; } = new(
        static address => address.OriginalString.GetHashCode(StringComparison.Ordinal),
        static (left, right) => string.CompareOrdinal(left.OriginalString, right.OriginalString));

    /// <summary>Compares times with their kinds, for sets of them.</summary>
    public static ContentComparer<DateTime> ByDateTime { get; } = new(
        static time => HashCode.Combine(time.Ticks, time.Kind),
        static (left, right) => (left.Ticks, left.Kind).CompareTo((right.Ticks, right.Kind)));

    /// <summary>Compares times with their offsets, for sets of them: by instant, then by offset.</summary>
    public static ContentComparer<DateTimeOffset> ByDateTimeOffset { get; } = new(
        static time => HashCode.Combine(time.Ticks, time.Offset),
        static (left, right) => (left.UtcTicks, left.Offset).CompareTo((right.UtcTicks, right.Offset)));

    /// <summary>Whether two dictionaries have the same names with equal values.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
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
