using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Fw24.Audit.Indexing;

/// <summary>The state of an <see cref="AuditIndexer"/>: a JSON array as base64url, the counts and then each segment's last key.</summary>
/// <param name="Rows">The number of rows that were read.</param>
/// <param name="Indexed">The number of records that were put into an index.</param>
/// <param name="Unreadable">The number of rows that could not be read.</param>
/// <param name="Segments">How far each segment was read.</param>
internal sealed record IndexingToken(long Rows, long Indexed, long Unreadable, IReadOnlyList<SegmentPlace> Segments)
{
    /// <summary>The maximum number of segments.</summary>
    public const int MaxSegments = 1_000;

    private const string Form = "fw24.indexing/1";

    /// <summary>Indicates whether all segments were read.</summary>
    public bool IsComplete => Segments.All(static segment => segment.IsDone);

    /// <summary>Creates the state before the first page.</summary>
    public static IndexingToken Begin(int segments) => new(0, 0, 0, [.. Enumerable.Repeat(default(SegmentPlace), segments)]);

    /// <summary>Parses a token.</summary>
    /// <exception cref="ArgumentException">The text is not a token.</exception>
    public static IndexingToken Parse(string token)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(token));
            var json = document.RootElement;
            var segments = json[4].EnumerateArray().Select(PlaceOf).ToList();
            if (json[0].GetString() == Form && segments.Count is > 0 and <= MaxSegments && json.GetArrayLength() == 5)
            {
                return new IndexingToken(json[1].GetInt64(), json[2].GetInt64(), json[3].GetInt64(), segments);
            }
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
        }

        throw new ArgumentException(
            $"The text is not a token of an {nameof(AuditIndexer)}. Pass {nameof(AuditIndexing)}.{nameof(AuditIndexing.Token)} as it was, "
            + "or begin again: records that are in their indexes are not written.",
            nameof(token));
    }

    /// <summary>Adds a page of each segment.</summary>
    public IndexingToken After(IReadOnlyList<IndexedPage> pages) => new(
        Rows + pages.Sum(static page => page.Rows),
        Indexed + pages.Sum(static page => page.Indexed),
        Unreadable + pages.Sum(static page => page.Unreadable),
        [.. pages.Select(static page => page.Place)]);

    /// <summary>Describes the state.</summary>
    public AuditIndexing ToProgress()
        => new() { Rows = Rows, Indexed = Indexed, Unreadable = Unreadable, Token = IsComplete ? null : ToText() };

    private static SegmentPlace PlaceOf(JsonElement segment) => segment.ValueKind switch
    {
        JsonValueKind.True => new SegmentPlace(default, IsDone: true),
        JsonValueKind.False => default,
        JsonValueKind.Object => new SegmentPlace(new ItemImage(Encoding.UTF8.GetBytes(segment.GetRawText())), IsDone: false),
        _ => throw new FormatException(),
    };

    private string ToText()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStringValue(Form);
        json.WriteNumberValue(Rows);
        json.WriteNumberValue(Indexed);
        json.WriteNumberValue(Unreadable);
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
}
