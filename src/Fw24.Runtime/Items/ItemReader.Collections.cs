using Fw24.Items;

namespace Fw24;

/// <content>Lists, sets and maps.</content>
public ref partial struct ItemReader
{
    /// <summary>Reads a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <exception cref="ItemFormatException">The value is not a list, or an element does not have the expected form.</exception>
    public List<T> ReadList<T>(ItemRead<T> readElement)
    {
        var list = new List<T>();
        BeginList();
        while (NextElement())
        {
            list.Add(readElement(ref this));
        }

        return list;
    }

    /// <summary>Reads a set (SS, NS or BS), or an empty list, which represents the empty set that DynamoDB lacks.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <param name="comparer">Compares elements; <see langword="null"/> for their type's own equality. Of elements it considers equal, one is kept.</param>
    /// <exception cref="ItemFormatException">The value is not a set, or an element does not have the expected form.</exception>
    public HashSet<T> ReadSet<T>(ItemRead<T> readElement, IEqualityComparer<T>? comparer = null)
    {
        var set = new HashSet<T>(comparer);
        BeginSet();
        while (NextElement())
        {
            set.Add(readElement(ref this));
        }

        return set;
    }

    /// <summary>Reads a map (M) with any names.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="readValue">Reads one value.</param>
    /// <returns>The map, with ordinal comparison of names.</returns>
    /// <exception cref="ItemFormatException">The value is not a map, or a value in it does not have the expected form.</exception>
    public Dictionary<string, T> ReadDictionary<T>(ItemRead<T> readValue)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        BeginMap();
        while (NextAttribute(out var name))
        {
            var key = _texts.Get(name.Utf8);
            map[key] = readValue(ref this);
        }

        return map;
    }
}
