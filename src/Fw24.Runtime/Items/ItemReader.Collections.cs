using Fw24.Items;

namespace Fw24;

/// <content>Lists, sets and maps.</content>
public ref partial struct ItemReader
{
    /// <summary>Reads a list (L).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <exception cref="ItemFormatException">The value is no list, or an element is not as expected.</exception>
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

    /// <summary>Reads a set (SS, NS or BS), or an empty list as the empty set that DynamoDB has not.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="readElement">Reads one element.</param>
    /// <param name="comparer">What tells the elements apart; <see langword="null"/> for their type's own equality. One that takes different elements of DynamoDB's for equal loses all but one.</param>
    /// <exception cref="ItemFormatException">The value is no set, or an element is not as expected.</exception>
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
    /// <returns>The map; names compare ordinally.</returns>
    /// <exception cref="ItemFormatException">The value is no map, or a value in it is not as expected.</exception>
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
