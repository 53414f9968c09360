using System.Globalization;
using System.Text;

namespace Fw24.Console.Components;

/// <summary>Formats times, durations and values of items for people.</summary>
internal static class Show
{
    private const int MaxCharacters = 20_000;

    /// <summary>Formats a time of the cloud, which is UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Formats a time of a record, which has seconds.</summary>
    public static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Formats the date and time of the cloud's clock.</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("ddd d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Formats a duration with its largest unit.</summary>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "",
        { TotalMilliseconds: < 1 } => "0 ms",
        { TotalSeconds: < 1 } short_ => string.Create(CultureInfo.InvariantCulture, $"{short_.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.TotalMinutes:0} min"),
        { TotalDays: < 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.TotalHours:0.#} h"),
        { } days => string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0.#} days"),
    };

    /// <summary>Formats a count.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Formats a rate; nothing for none.</summary>
    public static string Rate(double rate)
        => rate < 0.05 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(rate < 10 ? Math.Round(rate, 1) : Math.Round(rate))}/s");

    /// <summary>
    /// Returns a text in which characters that cannot be seen, or that change how others are shown, are written as escapes:
    /// control characters and those that set the direction of text, break lines or join others. Razor escapes what HTML would
    /// take as markup.
    /// </summary>
    public static string Safe(string? text, bool keepLines = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var cut = text.Length > MaxCharacters;
        var shown = cut ? text.AsSpan(0, MaxCharacters) : text;
        var safe = new StringBuilder(shown.Length);
        foreach (var rune in shown.EnumerateRunes())
        {
            if (IsVisible(rune) || (keepLines && rune.Value is '\n'))
            {
                safe.Append(rune.ToString());
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            }
        }

        return cut ? safe.Append('…').ToString() : safe.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned)
        && rune != Rune.ReplacementChar;
}
