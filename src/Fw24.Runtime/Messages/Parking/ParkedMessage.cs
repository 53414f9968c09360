using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fw24.Json.Text;

namespace Fw24.Messages;

/// <summary>The body of a message in the parking queue (schema <c>fw24.parked/1</c>).</summary>
/// <remarks>
/// <code>{"schema":"fw24.parked/1","function":"orders-stream","reason":"…","eventId":"…","parkedAt":"2026-11-22T10:05:00Z","content":{…}}</code>
/// The content is the record byte for byte: as JSON if a queue carries it unchanged, otherwise as <c>contentBase64</c>; a record that is too
/// large is stored elsewhere, with <c>contentRef</c>, <c>contentSha256</c> and <c>contentSize</c>.
/// </remarks>
public static partial class ParkedMessage
{
    /// <summary>The maximum size of a message in bytes: 1 MiB (SQS, "Quotas: message size"). A queue may have a lower limit.</summary>
    public const int MaxSize = 1_048_576;

    // The size that every queue accepts unless configured lower, including queues created when the maximum was 256 KiB.
    private const int MaxInline = 262_144;

    private const string SchemaStart = "fw24.parked/";

    private const string Schema = SchemaStart + "1";

    // Readers accept 64 levels; the message takes one.
    private const int MaxContentDepth = 63;

    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the body of a message.</summary>
    /// <param name="record">The record.</param>
    /// <param name="claims">The store for a record that is too large for a message; <see langword="null"/> if no claim check is configured.</param>
    /// <param name="parkedAt">The time of parking.</param>
    /// <param name="cancellationToken">Cancelled shortly before the invocation times out.</param>
    /// <returns>The body in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The record is too large for a message, and there is no store for it.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> CreateAsync(
        ParkedRecord record, IClaimCheck? claims, DateTimeOffset parkedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var body = Write(record, parkedAt, reference: null);
        if (body.Length > MaxInline && claims is not null)
        {
            var name = NameOf(record.Function, Hash(record.Content.Span));
            return Write(record, parkedAt, await claims.StoreAsync(name, record.Content, cancellationToken).ConfigureAwait(false));
        }

        return body.Length <= MaxSize
            ? body
            : throw new NoClaimCheckException(
                $"A record of {record.Content.Length} bytes cannot be parked: "
                + $"its message would have {body.Length} bytes, but SQS allows {MaxSize}");
    }

    private static ReadOnlyMemory<byte> Write(ParkedRecord record, DateTimeOffset parkedAt, string? reference)
    {
        var body = new ArrayBufferWriter<byte>(record.Content.Length + 512);
        using var json = new Utf8JsonWriter(body, s_compact);
        json.WriteStartObject();
        json.WriteString("schema"u8, Schema);
        json.WriteString("function"u8, record.Function);
        json.WritePropertyName("reason"u8);
        WriteLine(json, record.Reason);
        if (record.EventId is not null)
        {
            json.WriteString("eventId"u8, record.EventId);
        }

        json.WriteString("parkedAt"u8, parkedAt.UtcDateTime);
        if (reference is not null)
        {
            json.WriteString("contentRef"u8, reference);
            json.WriteString("contentSha256"u8, Hash(record.Content.Span));
            json.WriteNumber("contentSize"u8, record.Content.Length);
        }
        else if (IsPlainJson(record.Content.Span))
        {
            json.WritePropertyName("content"u8);
            json.WriteRawValue(record.Content.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("contentBase64"u8, record.Content.Span);
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    // ~parked/orders-stream/{SHA-256}, the only prefix under which the stack lets the function write. Changes are stored under table names, which contain no ~.
    // Handler names are escaped because they may contain letters that an IAM policy cannot.
    private static string NameOf(string function, string hash) => $"~parked/{Uri.EscapeDataString(function)}/{hash}";

    // A reason ends up in log lines and on terminals.
    private static void WriteLine(Utf8JsonWriter json, string text)
        => json.WriteRawValue([(byte)'"', .. LineText.Escape(JsonEncodedText.Encode(text, s_compact.Encoder).EncodedUtf8Bytes), (byte)'"'], skipInputValidation: true);

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // A single JSON value, within the default depth of readers when nested in the message, and with characters that a queue preserves.
    private static bool IsPlainJson(ReadOnlySpan<byte> content)
    {
        if (NotInXml.IndexIn(content) >= 0)
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxContentDepth });
            while (json.Read())
            {
                // The reader does not validate text; invalid UTF-8 would not survive conversion to a string.
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !Utf8.IsValid(json.ValueSpan))
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
