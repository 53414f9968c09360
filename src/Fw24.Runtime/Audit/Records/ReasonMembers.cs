using System.Text;
using Fw24.Json;

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
            WriteText(json, ",\"reason\":\""u8, reason);
            json.Append("\""u8);
        }

        if (fields.Count > 0)
        {
            var opening = ",\"fields\":{\""u8;
            foreach (var (name, value) in fields)
            {
                WriteText(json, opening, name);
                WriteText(json, "\":\""u8, value);
                json.Append("\""u8);
                opening = ",\""u8;
            }

            json.Append("}"u8);
        }

        if (restored is null)
        {
            return;
        }

        WriteText(json, restored.IsBefore ? ",\"restored\":{\"before\":\""u8 : ",\"restored\":{\"after\":\""u8, restored.SequenceNumber);
        WriteText(json, "\",\"time\":\""u8, AuditSchema.TextOf(restored.Time));
        if (restored.Undone.Length > 0)
        {
            WriteText(json, "\",\"undone\":\""u8, restored.Undone);
        }

        json.Append("\"}"u8);
    }

    private static void WriteText(MessageBuffer json, ReadOnlySpan<byte> opening, string text)
    {
        json.Append(opening);
        json.AppendEscaped(Encoding.UTF8.GetBytes(text));
    }
}
