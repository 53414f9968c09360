using System.Text.Json;

namespace Fw24.Messages;

/// <summary>A message's reference to data that is stored elsewhere.</summary>
/// <param name="EventId">The change's event id.</param>
/// <param name="Reference">The location of the data.</param>
/// <param name="Hash">The SHA-256 of the data: 64 lower case hexadecimal digits.</param>
/// <param name="Size">The size of the data in bytes: at most <see cref="ClaimedBody.MaxSize"/>.</param>
internal sealed record DataClaim(string EventId, string Reference, string Hash, int Size)
{
    private const string Message = "Change message";
    private const int HashLength = 64;

    /// <summary>Reads the reference in a message: <c>…,"dataref":"s3://…","datasha256":"…","datasize":1234}</c>.</summary>
    /// <param name="body">The message's body in UTF-8.</param>
    /// <exception cref="ItemFormatException">A member is missing or has an invalid value.</exception>
    public static DataClaim Read(ReadOnlySpan<byte> body)
    {
        string? id = null, reference = null, hash = null;
        int? size = null;
        try
        {
            var json = new Utf8JsonReader(body);
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var member = json.GetString();
                json.Read();
                switch (member)
                {
                    case "id":
                        id = Once(id, member, json.GetString());
                        break;
                    case "dataref":
                        reference = Once(reference, member, json.GetString());
                        break;
                    case "datasha256":
                        hash = Once(hash, member, json.GetString());
                        break;
                    case "datasize":
                        size = Once(size, member, json.TokenType is JsonTokenType.Number && json.TryGetInt32(out var number) ? number : -1);
                        break;
                    default:
                        json.Skip();
                        break;
                }
            }

            // Throws on content after the message.
            json.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ItemFormatException(Message, "dataref", "members of JSON", "something else");
        }

        return id is null || reference is null || size is null || hash?.Length is not HashLength || !hash.All(char.IsAsciiHexDigitLower)
            ? throw new ItemFormatException(Message, "dataref", "a reference with the id, a hash (SHA-256) and a size", "something else")
            : size is > 0 and <= ClaimedBody.MaxSize
            ? new DataClaim(id, reference, hash, size.Value)
            : throw new ItemFormatException(Message, "datasize", $"1 to {ClaimedBody.MaxSize} bytes", "another number");
    }

    private static T Once<T>(T known, string member, T value) => known is null ? value : throw new ItemFormatException(Message, member, "the member once", "a second one");
}
