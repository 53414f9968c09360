using System.Globalization;
using System.Text;

namespace Fw24.Generators.Model;

/// <summary>Text on one line without invisible characters.</summary>
internal static class VisibleText
{
    /// <summary>
    /// Formats text on one line without invisible characters: line terminators and those that change text direction are escaped as in a literal.
    /// </summary>
    /// <remarks>The compiler's own literal formatter does not escape the latter.</remarks>
    public static string Of(string text)
    {
        if (!text.Any(IsUnseen))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            _ = IsPair(text, index) ? visible.Append(c).Append(text[++index])
                : IsUnseen(c) ? visible.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture))
                : visible.Append(c);
        }

        return visible.ToString();
    }

    /// <summary>
    /// Indicates whether a character is invisible: a control character, any line terminator, one that changes text direction, an unpaired surrogate.
    /// </summary>
    public static bool IsUnseen(char c) => c is '\uFFFE' or '\uFFFF' || char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    /// <summary>Indicates whether two characters form a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The index of the first.</param>
    public static bool IsPair(string text, int index) => char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
}
