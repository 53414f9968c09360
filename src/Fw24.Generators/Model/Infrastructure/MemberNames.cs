namespace Fw24.Generators.Model.Infrastructure;

/// <summary>Derives C# names from the names of resources.</summary>
internal static class MemberNames
{
    /// <summary>Converts a name to Pascal case: <c>order-board</c> → <c>OrderBoard</c>.</summary>
    public static string Pascal(string name)
    {
        var words = "";
        var starts = true;
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                starts = true;
                continue;
            }

            words += starts ? char.ToUpperInvariant(c) : c;
            starts = false;
        }

        return words.Length is 0 || char.IsDigit(words[0]) ? "_" + words : words;
    }

    /// <summary>Derives distinct names: each name's words and a suffix, with a number if the result is already in use, regardless of case.</summary>
    /// <param name="names">The names, in ordinal order.</param>
    /// <param name="suffix">The suffix after the words.</param>
    /// <param name="taken">The names already in use.</param>
    public static Dictionary<string, string> Distinct(IEnumerable<string> names, string suffix, IEnumerable<string>? taken = null)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var used = new HashSet<string>(taken ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var member = Pascal(name) + suffix;
            for (var number = 2; !used.Add(member); number++)
            {
                member = $"{Pascal(name)}{suffix}{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            }

            members.Add(name, member);
        }

        return members;
    }
}
