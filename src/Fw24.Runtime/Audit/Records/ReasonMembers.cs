using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Audit.Records;

/// <summary>
/// The members of an audit record that say why its change was made:
/// <c>"reason":"ticket 4711","fields":{"ticket":"4711"},"restored":{"after":"42","time":"…"}</c>.
/// </summary>
internal static class ReasonMembers
{
    /// <summary>Writes the members that there are, each after a comma.</summary>
    /// <param name="json">The output.</param>
    /// <param name="reason">The reason; <see langword="null"/> without one.</param>
    /// <param name="fields">Its further details.</param>
    /// <param name="restored">What the change restored; <see langword="null"/> if nothing.</param>
    public static void Write(
        MessageBuffer json, string? reason, IReadOnlyCollection<KeyValuePair<string, string>> fields, RestoredFrom? restored)
    {
        if (reason is not null)
        {
            json.Append(",\"reason\":\""u8);
            json.AppendText(reason);
            json.Append("\""u8);
        }

        if (fields.Count > 0)
        {
            WriteTexts(json, ",\"fields\":{\""u8, fields);
        }

        if (restored is not null)
        {
            WriteTexts(json, ",\"restored\":{\""u8, Of(restored));
        }
    }

    /// <summary>Gets the members of what a change restored.</summary>
    /// <param name="restored">What it restored.</param>
    public static IReadOnlyCollection<KeyValuePair<string, string>> Of(RestoredFrom restored)
    {
        List<KeyValuePair<string, string>> members =
        [
            new(restored.IsBefore ? "before" : "after", restored.SequenceNumber),
            new("time", UtcTime.ToText(restored.Time)),
        ];
        if (restored.Undone.Length > 0)
        {
            members.Add(new("undone", restored.Undone));
        }

        return members;
    }

    private static void WriteTexts(
        MessageBuffer json, ReadOnlySpan<byte> opening, IReadOnlyCollection<KeyValuePair<string, string>> texts)
    {
        foreach (var (name, text) in texts.OrderBy(static one => one.Key, Utf8Order.Instance))
        {
            json.Append(opening);
            json.AppendText(name);
            json.Append("\":\""u8);
            json.AppendText(text);
            json.Append("\""u8);
            opening = ",\""u8;
        }

        json.Append("}"u8);
    }
}
