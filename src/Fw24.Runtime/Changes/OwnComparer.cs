using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Fw24;

/// <summary>Gives a set or dictionary that was read the comparer of the collection that the instance was created with. Called by generated code.</summary>
/// <remarks>
/// A comparer that considers two elements or names equal which the item keeps apart would lose one of them, so such a collection stays as
/// read. It also stays as read if the original comparer is the type's default, or if there is no original.
/// </remarks>
public static class OwnComparer
{
    /// <summary>Gives a set the comparer of another set.</summary>
    /// <typeparam name="TSet">The property's type.</typeparam>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="own">The set that the instance was created with.</param>
    /// <param name="read">The set that was read.</param>
    /// <returns>A set of the elements that were read.</returns>
    [return: NotNullIfNotNull(nameof(read))]
    public static TSet? OfSet<TSet, T>(TSet? own, TSet? read)
        where TSet : class, IEnumerable<T>
    {
        if (own is null || read is null)
        {
            return read;
        }

        IReadOnlyCollection<T>? kept = own switch
        {
            HashSet<T> set => IsPlain(set.Comparer) ? null : new HashSet<T>(read, set.Comparer),
            SortedSet<T> set => IsPlain(set.Comparer) ? null : new SortedSet<T>(read, set.Comparer),
            ImmutableHashSet<T> set => IsPlain(set.KeyComparer) ? null : set.Clear().Union(read),
            ImmutableSortedSet<T> set => IsPlain(set.KeyComparer) ? null : set.Clear().Union(read),
            FrozenSet<T> set => IsPlain(set.Comparer) ? null : read.ToFrozenSet(set.Comparer),
            _ => null,
        };
        return kept is TSet whole && kept.Count == read.Count() ? whole : read;
    }

    /// <summary>Gives a dictionary the comparer of another dictionary.</summary>
    /// <typeparam name="TDictionary">The property's type.</typeparam>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="own">The dictionary that the instance was created with.</param>
    /// <param name="read">The dictionary that was read.</param>
    /// <returns>A dictionary of the names and values that were read.</returns>
    [return: NotNullIfNotNull(nameof(read))]
    public static TDictionary? OfDictionary<TDictionary, T>(TDictionary? own, TDictionary? read)
        where TDictionary : class, IEnumerable<KeyValuePair<string, T>>
    {
        if (own is null || read is null)
        {
            return read;
        }

        IReadOnlyCollection<KeyValuePair<string, T>>? kept = own switch
        {
            Dictionary<string, T> map => IsPlain(map.Comparer) ? null : Filled(new Dictionary<string, T>(map.Comparer), read),
            SortedDictionary<string, T> map => IsPlain(map.Comparer) ? null : Filled(new SortedDictionary<string, T>(map.Comparer), read),
            ImmutableDictionary<string, T> map => IsPlain(map.KeyComparer) && IsPlain(map.ValueComparer) ? null : map.Clear().SetItems(read),
            ImmutableSortedDictionary<string, T> map => IsPlain(map.KeyComparer) && IsPlain(map.ValueComparer) ? null : map.Clear().SetItems(read),
            FrozenDictionary<string, T> map => IsPlain(map.Comparer) ? null : Filled(new Dictionary<string, T>(map.Comparer), read).ToFrozenDictionary(map.Comparer),
            _ => null,
        };
        return kept is TDictionary whole && kept.Count == read.Count() ? whole : read;
    }

    private static TDictionary Filled<TDictionary, T>(TDictionary map, IEnumerable<KeyValuePair<string, T>> read)
        where TDictionary : IDictionary<string, T>
    {
        foreach (var (name, value) in read)
        {
            map[name] = value;
        }

        return map;
    }

    // The default comparers of a collection, and the one used for reading.
    private static bool IsPlain<T>(IEqualityComparer<T> comparer) => comparer.Equals(EqualityComparer<T>.Default) || comparer.Equals(StringComparer.Ordinal);

    private static bool IsPlain<T>(IComparer<T> comparer) => comparer.Equals(Comparer<T>.Default) || comparer.Equals(StringComparer.Ordinal);
}
