using System.Text;
using Fw24.Json;

namespace Fw24.Items;

/// <summary>The names of sensitive attributes, in ordinal order.</summary>
internal sealed class SensitiveNames
{
    private readonly byte[][] _utf8;

    /// <summary>Collects the names.</summary>
    /// <param name="names">The names; each may occur several times.</param>
    public SensitiveNames(IEnumerable<string> names)
    {
        Names = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _utf8 = [.. Names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>No names.</summary>
    public static SensitiveNames None { get; } = new([]);

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _utf8.Length == 0;

    /// <summary>Whether a name is one of them.</summary>
    /// <param name="name">The name, however it is escaped.</param>
    public bool Contains(JsonText name) => IndexOf(name) >= 0;

    /// <summary>Which of them a name is; -1 for another one.</summary>
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
