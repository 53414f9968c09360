namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>
/// A query of Logs Insights, read as its documentation describes the language: commands separated by <c>|</c>, texts in quotation marks of
/// either kind, names in backticks, regular expressions in slashes, and comments from <c>#</c> to the end of the line.
/// </summary>
internal static class InsightsQuery
{
    /// <summary>Splits a query into its commands, each as its tokens. A text is a token that begins with <c>'</c>.</summary>
    /// <exception cref="FormatException">A text has no end, or a character with a meaning is outside of texts.</exception>
    public static List<List<string>> Parse(string query)
    {
        List<List<string>> commands = [[]];
        for (var at = 0; at < query.Length;)
        {
            var (character, start) = (query[at], at);
            switch (character)
            {
                case ' ':
                    at++;
                    break;

                case '|':
                    commands.Add([]);
                    at++;
                    break;

                case '\'' or '"':
                    at = EndOf(query, at);
                    commands[^1].Add($"'{query[(start + 1)..at++]}");
                    break;

                case '`' or '/' or '#' or '\\' or < ' ':
                    throw new FormatException($"At {at} of {query} is a {character}.");

                default:
                    while (at < query.Length && query[at] is not (' ' or '|' or '\'' or '"' or '`' or '/' or '#' or '\\' or < ' '))
                    {
                        at++;
                    }

                    commands[^1].Add(query[start..at]);
                    break;
            }
        }

        return commands;
    }

    // A backslash and, in the pattern of a "like", a percent sign are no characters of themselves.
    private static int EndOf(string query, int start)
    {
        for (var at = start + 1; at < query.Length; at++)
        {
            if (query[at] == query[start])
            {
                return at;
            }

            if (query[at] is '\\' or '%' or < ' ')
            {
                break;
            }
        }

        throw new FormatException($"The text at {start} of {query} has no end before a character with a meaning.");
    }
}
