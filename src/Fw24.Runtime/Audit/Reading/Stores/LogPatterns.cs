using System.Globalization;
using System.Text;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Reading.Stores;

/// <summary>
/// Writes the filters of CloudWatch Logs that a selection's records satisfy. Others may satisfy them too: the records are compared when
/// they are read.
/// </summary>
/// <remarks>
/// No value can break out of its place: of a text, only the part is written that consists of characters without a meaning in patterns and
/// queries. A filter that
/// is left out, or that has less of a text, returns more events and never fewer.
/// </remarks>
internal static class LogPatterns
{
    // FilterLogEvents, with the end of the pattern.
    private const int MaxPatternLength = 1024 - 2;

    private const int MaxTextLength = 160;

    /// <summary>Writes the pattern of FilterLogEvents for the records of a selection.</summary>
    /// <param name="table">The table's name in the model.</param>
    /// <param name="selection">The selection.</param>
    public static string Filter(string table, AuditSelection selection)
    {
        var pattern = new StringBuilder("{ ");
        AddText(pattern, "table", table);
        AddText(pattern, "actor", selection.Actor);
        foreach (var attribute in selection.Key)
        {
            var name = attribute.Text.ToString();
            if (name.Length is > 0 and <= MaxTextLength && name.All(IsName)
                && ScalarValue.Read(attribute.Value, name) is { Type: AttributeType.String } text)
            {
                AddText(pattern, $"key.{name}", text.Text.ToString());
            }
        }

        return pattern.Append(" }").ToString();
    }

    /// <summary>Writes the query of Logs Insights for the records of a selection.</summary>
    /// <param name="table">The table's name in the model.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="limit">The maximum number of rows: 1 to 10,000.</param>
    public static string Query(string table, AuditSelection selection, int limit)
    {
        // A backfill may have written more snapshots in a second than a query returns.
        var schema = selection.HasSnapshots ? "fw24.audit" : "fw24.audit/";
        var query = new StringBuilder($"fields @timestamp, @message | filter @message like '\"schema\":\"{schema}'");
        AddMember(query, "table", table);
        AddMember(query, "entity", selection.Entity);
        AddMember(query, "actor", selection.Actor);
        var order = selection.Descending ? "desc" : "asc";
        return query.Append(CultureInfo.InvariantCulture, $" | sort @timestamp {order} | limit {limit}").ToString();
    }

    // As the property of a selector (FilterLogEvents).
    private static bool IsName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    // Without a meaning in patterns and literals. No writer of JSON escapes these either, so a record has them as they are.
    private static bool IsPlain(char character) => IsName(character) || character is '.' or ':' or '@' or '#' or ' ';

    // In a pattern's text, "*" stands for any characters.
    private static void AddText(StringBuilder pattern, string selector, string? text)
    {
        if (text is null || LengthOf(text) is not (> 0 and var plain))
        {
            return;
        }

        var length = pattern.Length;
        pattern.Append(length > 2 ? " && ($." : "($.").Append(selector).Append(" = \"").Append(text, 0, plain)
            .Append(plain == text.Length ? "\")" : "*\")");
        if (pattern.Length > MaxPatternLength)
        {
            pattern.Length = length;
        }
    }

    private static void AddMember(StringBuilder query, string name, string? text)
    {
        if (text is null)
        {
            return;
        }

        var plain = LengthOf(text);
        query.Append(" and @message like '\"").Append(name).Append("\":\"")
            .Append(text, 0, plain).Append(plain == text.Length ? "\"'" : "'");
    }

    private static int LengthOf(string text)
    {
        var length = 0;
        while (length < text.Length && length < MaxTextLength && IsPlain(text[length]))
        {
            length++;
        }

        return length;
    }
}
