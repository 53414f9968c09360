using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fw24.Tool.Commands;

/// <summary>Options that are times: a date, a time of ISO 8601 in UTC or with its offset, or so long ago.</summary>
internal static partial class TimeOption
{
    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Creates an option.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">The description.</param>
    /// <param name="time">The clock.</param>
    /// <param name="endOfDay">Indicates whether a date is its last second, rather than its first.</param>
    public static Option<DateTimeOffset?> Create(string name, string description, TimeProvider time, bool endOfDay = false) => new(name)
    {
        Description = $"{description} 2026-03-04, 2026-03-04T10:30Z, or 90m, 12h and 3d for that long ago.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parse(text, time.GetUtcNow(), endOfDay) is { } parsed)
            {
                return parsed;
            }

            result.AddError($"{name} takes a time such as 2026-03-04, 2026-03-04T10:30Z, 90m, 12h or 3d, not '{text}'.");
            return null;
        },
    };

    /// <summary>Reads a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The time that the text may relate to.</param>
    /// <param name="endOfDay">Indicates whether a date is its last second.</param>
    /// <returns>The time; <see langword="null"/> if the text is none.</returns>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now, bool endOfDay)
    {
        if (Ago().Match(text) is { Success: true } ago)
        {
            var number = int.Parse(ago.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            return now - (ago.Groups["unit"].Value switch
            {
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            });
        }

        return !DateTimeOffset.TryParseExact(
            text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? null
            : endOfDay && text.Length == s_formats[0].Length ? time.AddDays(1).AddSeconds(-1)
            : time;
    }

    [GeneratedRegex("^(?<number>[0-9]{1,5})(?<unit>[mhd])$")]
    private static partial Regex Ago();
}
