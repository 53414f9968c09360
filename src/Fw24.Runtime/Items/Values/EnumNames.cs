using System.Runtime.InteropServices;
using System.Text;

namespace Fw24;

/// <summary>The names of an enum's values in UTF-8. Generated code creates one list per enum.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class EnumNames<T>
    where T : struct, Enum
{
    private const string Separator = ", ";

    private readonly List<(byte[] Name, T Value)> _names = [];
    private readonly Dictionary<T, byte[]> _values = [];

    /// <summary>Adds a name. Of several names for one value, the first is written.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>These names.</returns>
    public EnumNames<T> Add(string name, T value)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        _names.Add((utf8, value));
        _values.TryAdd(value, utf8);
        return this;
    }

    /// <summary>
    /// Sets the value that is read for every other name, and never written: the member with <see cref="UnknownValueAttribute"/>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>These names.</returns>
    public EnumNames<T> AddUnknown(T value)
    {
        Unknown = value;
        return this;
    }

    /// <summary>The value that is read for unknown names, if there is one.</summary>
    internal T? Unknown { get; private set; }

    /// <summary>Finds the value of a name without allocating strings.</summary>
    internal bool TryFind(ReadOnlySpan<byte> name, out T value)
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_names))
        {
            if (name.SequenceEqual(entry.Name))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// Replaces each of several names by the one that is written for its value: <see cref="Enum.ToString()"/> may use any of them.
    /// </summary>
    internal string Canonical(string names)
    {
        if (!names.Contains(Separator, StringComparison.Ordinal))
        {
            return names;
        }

        var parts = names.Split(Separator);
        for (var index = 0; index < parts.Length; index++)
        {
            if (TryFind(Encoding.UTF8.GetBytes(parts[index]), out var value))
            {
                parts[index] = Encoding.UTF8.GetString(NameOf(value));
            }
        }

        return string.Join(Separator, parts);
    }

    /// <summary>Returns the name of a value; empty if it has none.</summary>
    internal ReadOnlySpan<byte> NameOf(T value) => _values.TryGetValue(value, out var name) ? name : default;
}
