using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fw24.Tables.Scans;

/// <summary>
/// The state of a job that reads a table: a JSON array as base64url, its name and counts and then each segment's last key.
/// </summary>
/// <param name="Job">What tells the job's tokens from those of others.</param>
/// <param name="Counts">The counts of what was read and done, from the job's first run on.</param>
/// <param name="Segments">How far each segment was read.</param>
internal sealed record ScanToken(string Job, IReadOnlyList<long> Counts, IReadOnlyList<SegmentPlace> Segments)
{
    /// <summary>The maximum number of segments.</summary>
    public const int MaxSegments = 1_000;

    /// <summary>Indicates whether all segments were read.</summary>
    public bool IsComplete => Segments.All(static segment => segment.IsDone);

    /// <summary>Creates the state before the first page.</summary>
    public static ScanToken Begin(string job, int counts, int segments)
        => new(job, new long[counts], [.. Enumerable.Repeat(default(SegmentPlace), segments)]);

    /// <summary>Parses a token.</summary>
    /// <returns>The state; <see langword="null"/> if the text is not a token of the job.</returns>
    public static ScanToken? Parse(string token, string job, int counts)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(token));
            var json = document.RootElement;
            if (json[0].GetString() == job && json.GetArrayLength() == counts + 2)
            {
                var segments = json[counts + 1].EnumerateArray().Select(PlaceOf).ToList();
                return segments.Count is > 0 and <= MaxSegments
                    ? new ScanToken(job, [.. Enumerable.Range(1, counts).Select(index => json[index].GetInt64())], segments)
                    : null;
            }
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
        }

        return null;
    }

    /// <summary>Adds a page of each segment.</summary>
    public ScanToken After(IReadOnlyList<ScannedPage> pages) => this with
    {
        Counts = [.. Counts.Select((count, index) => count + pages.Sum(page => page.Counts[index]))],
        Segments = [.. pages.Select(static page => page.Place)],
    };

    /// <summary>The text that continues the job; <see langword="null"/> if it is complete.</summary>
    public string? ToText()
    {
        if (IsComplete)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStringValue(Job);
        foreach (var count in Counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteStartArray();
        foreach (var segment in Segments)
        {
            if (segment.LastKey.IsAbsent)
            {
                json.WriteBooleanValue(segment.IsDone);
            }
            else
            {
                json.WriteRawValue(segment.LastKey.Json.Span);
            }
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.Flush();
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static SegmentPlace PlaceOf(JsonElement segment) => segment.ValueKind switch
    {
        JsonValueKind.True => new SegmentPlace(default, IsDone: true),
        JsonValueKind.False => default,
        JsonValueKind.Object => new SegmentPlace(new ItemImage(Encoding.UTF8.GetBytes(segment.GetRawText())), IsDone: false),
        _ => throw new FormatException(),
    };
}
