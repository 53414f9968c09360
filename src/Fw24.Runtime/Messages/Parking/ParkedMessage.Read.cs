using System.Text.Json;

namespace Fw24.Messages;

/// <content>Reads message bodies.</content>
public static partial class ParkedMessage
{
    private const int HashLength = 64;

    /// <summary>Reads the body of a message.</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <param name="claims">The store of records that were too large for a message; <see langword="null"/> if no claim check is configured.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The record. Its content is identical, byte for byte, to what was parked.</returns>
    /// <exception cref="ItemFormatException">
    /// The body is not a parked message of this version, or the record it refers to is gone, modified or not one that the function parked.
    /// </exception>
    /// <exception cref="InvalidOperationException">The record is stored elsewhere, and there is no store.</exception>
    public static async ValueTask<ParkedRecord> ReadAsync(ReadOnlyMemory<byte> body, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        var parked = Read(body);
        return new ParkedRecord
        {
            Function = parked.Function!,
            Reason = parked.Reason ?? "",
            EventId = parked.EventId,
            Content = parked.Content ?? await FetchAsync(parked, claims, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Gets the name of the function in a message.</summary>
    /// <param name="body">The body in UTF-8.</param>
    /// <exception cref="ItemFormatException">The body is not a parked message of this version.</exception>
    internal static string FunctionIn(ReadOnlyMemory<byte> body) => Read(body).Function!;

    private static async ValueTask<ReadOnlyMemory<byte>> FetchAsync(Draft parked, IClaimCheck? claims, CancellationToken cancellationToken)
    {
        // The sender of a message must not be able to choose what is read: accept only objects that the function itself parked, up to their maximum size.
        var reference = parked.Reference!;
        if (parked.Hash is not { Length: HashLength } hash)
        {
            throw Malformed("contentSha256", "64 hexadecimal digits", parked.Hash is null ? "nothing" : "another text");
        }

        if (!reference.EndsWith($"/{NameOf(parked.Function!, hash)}", StringComparison.Ordinal) || reference.Contains("..", StringComparison.Ordinal))
        {
            throw Malformed("contentRef", "a record that the function parked, under its name and hash", "another reference");
        }

        if (parked.Size is not (> 0 and <= ClaimedBody.MaxSize and var size))
        {
            throw Malformed("contentSize", $"at most {ClaimedBody.MaxSize} bytes", parked.Size is null ? "nothing" : "another number");
        }

        if (claims is null)
        {
            throw new NoClaimCheckException("A parked record is stored elsewhere, but there is no claim check to fetch it with");
        }

        var content = await claims.FetchAsync(reference, NameOf(parked.Function!, hash), (int)size, cancellationToken).ConfigureAwait(false)
            ?? throw Malformed("contentRef", "a record that is stored under the message's own function and hash", "nothing");
        return content.Length == size && Hash(content.Span) == hash ? content : throw Malformed("contentRef", "the record that was parked", "another");
    }

    private static Draft Read(ReadOnlyMemory<byte> body)
    {
        var parked = ReadMembers(body);
        if (parked.Schema is not Schema)
        {
            throw Malformed("schema", Schema, parked.Schema is null ? "nothing"
                : parked.Schema.StartsWith(SchemaStart, StringComparison.Ordinal) ? "another version: replay the message with the version of Fw24 that parked it"
                : "another text");
        }

        if (string.IsNullOrEmpty(parked.Function))
        {
            throw Malformed("function", "a text", "nothing");
        }

        return parked.Content is null == parked.Reference is null
            ? throw Malformed("content", "a record", parked.Content is null ? "nothing" : "both a record and a reference")
            : parked;
    }

    private static Draft ReadMembers(ReadOnlyMemory<byte> body)
    {
        try
        {
            var parked = default(Draft);
            var json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxContentDepth + 2 });
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                var start = (int)json.BytesConsumed;
                json.Read();
                parked.Read(name, ref json, body, start);
            }

            // Throws on content after the object.
            json.Read();
            return parked;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException and not ItemFormatException)
        {
            throw Malformed("body", $"an object of the schema {Schema}", "something else");
        }
    }

    // Whitespace around a record is part of it.
    private static int EndOfContent(ReadOnlySpan<byte> body, int end)
        => body[end..].IndexOfAnyExcept(" \t\r\n"u8) is > 0 and var space ? end + space : end;

    private static ItemFormatException Malformed(string path, string expected, string found) => new("Parked message", path, expected, found);

    private struct Draft
    {
        public string? Schema;
        public string? Function;
        public string? Reason;
        public string? EventId;
        public string? Reference;
        public string? Hash;
        public long? Size;
        public ReadOnlyMemory<byte>? Content;
        private Members _seen;

        [Flags]
        private enum Members
        {
            None = 0,
            Schema = 1,
            Function = 2,
            Reason = 4,
            EventId = 8,
            Content = 16,
            Reference = 32,
            Hash = 64,
            Size = 128,
        }

        public void Read(string name, ref Utf8JsonReader json, ReadOnlyMemory<byte> body, int start)
        {
            switch (name)
            {
                case "schema":
                    Schema = See(Members.Schema, name, json.GetString());
                    break;
                case "function":
                    Function = See(Members.Function, name, json.GetString());
                    break;
                case "reason":
                    Reason = See(Members.Reason, name, json.GetString());
                    break;
                case "eventId":
                    EventId = See(Members.EventId, name, json.GetString());
                    break;
                case "content":
                    json.Skip();
                    Content = See(Members.Content, name, body[start..EndOfContent(body.Span, (int)json.BytesConsumed)]);
                    break;
                case "contentBase64":
                    Content = See(Members.Content, name, (ReadOnlyMemory<byte>)json.GetBytesFromBase64());
                    break;
                case "contentRef":
                    Reference = See(Members.Reference, name, json.GetString());
                    break;
                case "contentSha256":
                    Hash = See(Members.Hash, name, json.GetString());
                    break;
                case "contentSize":
                    Size = See(Members.Size, name, json.GetInt64());
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        // Readers disagree on which of two members with the same name wins.
        private T See<T>(Members member, string name, T value)
        {
            if ((_seen & member) != 0)
            {
                throw Malformed(name, "one such member", "several");
            }

            _seen |= member;
            return value;
        }
    }
}
