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
    public static IEqualityComparer<byte[]> ByBytes { get; } = EqualityComparer<byte[]>.Create(Bytes, static bytes =>
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    });

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
