using System.Text.Json;

namespace Fw24.Publishing;

/// <content>Reading.</content>
public static partial class ParkedMessage
{
    /// <summary>Reads the body of a message.</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <param name="claims">Where records are that were too large for a message; <see langword="null"/> when there is no such place.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record, its content byte for byte as it was parked.</returns>
    /// <exception cref="ItemFormatException">The body is not one of a parked message, or the record it refers to is gone or was changed.</exception>
    /// <exception cref="InvalidOperationException">The record is kept elsewhere, and there is no such place.</exception>
    public static async ValueTask<ParkedRecord> ReadAsync(ReadOnlyMemory<byte> body, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        var parked = Read(body);
        return new ParkedRecord
        {
            Function = parked.Function is { Length: > 0 } function ? function : throw Malformed("function", "a text", "nothing"),
            Reason = parked.Reason ?? "",
            EventId = parked.EventId,
            Content = parked.Content
                ?? (parked.Reference is { } reference
                    ? await FetchAsync(reference, parked.Hash, claims, cancellationToken).ConfigureAwait(false)
                    : throw Malformed("content", "a record", "nothing")),
        };
    }

    private static async ValueTask<ReadOnlyMemory<byte>> FetchAsync(string reference, string? hash, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        if (claims is null)
        {
            throw new InvalidOperationException($"A parked record is kept elsewhere, and there is no IClaimCheck to get it with. Set {Fw24Variables.ClaimBucket}, or register one.");
        }

        var content = await claims.FetchAsync(reference, cancellationToken).ConfigureAwait(false) ?? throw Malformed("contentRef", "a record that is still kept", "nothing");
        return Hash(content.Span) == hash ? content : throw Malformed("contentRef", "the record that was parked", "another");
    }

    private static Draft Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var parked = default(Draft);
            var json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxContentDepth + 2 });
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                var start = (int)json.BytesConsumed;
                json.Read();
                switch (name)
                {
                    case "function":
                        parked.Function = json.GetString();
                        break;
                    case "reason":
                        parked.Reason = json.GetString();
                        break;
                    case "eventId":
                        parked.EventId = json.GetString();
                        break;
                    case "content":
                        json.Skip();
                        parked.Content = body[start..EndOfContent(body.Span, (int)json.BytesConsumed)];
                        break;
                    case "contentBase64":
                        parked.Content = json.GetBytesFromBase64();
                        break;
                    case "contentRef":
                        parked.Reference = json.GetString();
                        break;
                    case "contentSha256":
                        parked.Hash = json.GetString();
                        break;
                    default:
                        json.Skip();
                        break;
                }
            }

            return parked;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed("body", "an object of the schema fw24.parked/1", "something else");
        }
    }

    // White space around a record is a part of it.
    private static int EndOfContent(ReadOnlySpan<byte> body, int end)
        => body[end..].IndexOfAnyExcept(" \t\r\n"u8) is > 0 and var space ? end + space : end;

    private static ItemFormatException Malformed(string path, string expected, string found) => new("Parked message", path, expected, found);

    private struct Draft
    {
        public string? Function;
        public string? Reason;
        public string? EventId;
        public string? Reference;
        public string? Hash;
        public ReadOnlyMemory<byte>? Content;
    }
}
