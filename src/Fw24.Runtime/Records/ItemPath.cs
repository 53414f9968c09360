using System.Text;

namespace Fw24.Records;

/// <summary>Attribute names as error messages show them.</summary>
internal static class ItemPath
{
    private const int MaxLength = 100;

    /// <summary>A name that may come from anywhere: cut, and without characters that could break a log line.</summary>
    public static string Name(JsonText name)
    {
        var text = new StringBuilder();
        foreach (var rune in name.ToString().EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                return text.Append('…').ToString();
            }

            text.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return text.ToString();
    }
}
