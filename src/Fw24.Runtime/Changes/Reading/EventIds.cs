using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>Reads event ids.</summary>
internal static class EventIds
{
    /// <summary>The most bytes of an event id: as many characters as SNS and SQS take of an id of their own (<c>MessageDeduplicationId</c>).</summary>
    /// <remarks>
    /// DynamoDB's ids have 32 characters. An id goes into messages, parked records, audit records, traces and log lines as it is, so nobody may make it long; and into
    /// names of objects and deduplication ids as a hash where it is not plain.
    /// </remarks>
    public const int MaxLength = 128;

    /// <summary>Reads an event id.</summary>
    /// <param name="json">The cursor, before the id.</param>
    /// <param name="payload">The JSON that the cursor walks.</param>
    /// <param name="id">The id, unescaped; empty where it is refused.</param>
    /// <returns>Whether it is a string that is short enough.</returns>
    public static bool TryRead(ref JsonCursor json, ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> id)
    {
        id = default;
        if (!json.TryReadString(out var text))
        {
            return false;
        }

        var whole = json.MemoryOf(text, payload);
        if (whole.Length > MaxLength)
        {
            return json.Fail("an event id of at most 128 bytes", "a longer one");
        }

        id = whole;
        return true;
    }
}
