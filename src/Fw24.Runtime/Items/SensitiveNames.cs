using System.Text;
using Fw24.Json;

namespace Fw24.Items;

/// <summary>The names of sensitive attributes, in ordinal order.</summary>
internal sealed class SensitiveNames
{
    private readonly byte[][] _utf8;

    /// <summary>Collects names.</summary>
    /// <param name="names">The names; duplicates are allowed.</param>
    public SensitiveNames(IEnumerable<string> names)
    {
        Names = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _utf8 = [.. Names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>No names.</summary>
    public static SensitiveNames None { get; } = new([]);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Indicates whether there are no names.</summary>
    public bool IsEmpty => _utf8.Length == 0;

    /// <summary>Indicates whether a name is one of them.</summary>
    /// <param name="name">The name, however it is escaped.</param>
    public bool Contains(JsonText name) => IndexOf(name) >= 0;

    /// <summary>Returns the index of a name; -1 if it is not one of them.</summary>
    /// <param name="name">The name, however it is escaped.</param>
    public int IndexOf(JsonText name)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (name.Is(_utf8[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
