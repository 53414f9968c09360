using System.Text.Json;

namespace Fw24.Local.Functions;

/// <summary>Reads a partial batch response as Lambda does ("Configuring partial batch response").</summary>
internal static class BatchItemFailures
{
    /// <summary>Reads a response.</summary>
    /// <param name="answer">The function's response in UTF-8.</param>
    /// <returns>
    /// The identifiers of the failed records: none when the response is empty or null, or its list is missing, empty or null. <see langword="null"/> when
    /// everything failed, because an identifier is missing, null or empty, or the response is not JSON.
    /// </returns>
    public static IReadOnlyList<string>? Read(ReadOnlySpan<byte> answer)
    {
        if (answer.IsEmpty)
        {
            return [];
        }

        try
        {
            var json = new Utf8JsonReader(answer);
            json.Read();
            return json.TokenType switch
            {
                JsonTokenType.Null => [],
                JsonTokenType.StartObject => ReadAnswer(ref json),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string>? ReadAnswer(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? failures = [];
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("batchItemFailures"u8))
            {
                json.Skip();
                continue;
            }

            json.Read();
            failures = json.TokenType switch
            {
                JsonTokenType.Null => [],
                JsonTokenType.StartArray => ReadFailures(ref json),
                _ => null,
            };
            if (failures is null)
            {
                return null;
            }
        }

        return failures;
    }

    private static List<string>? ReadFailures(ref Utf8JsonReader json)
    {
        List<string> failures = [];
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is not JsonTokenType.StartObject || ReadIdentifier(ref json) is not { Length: > 0 } identifier)
            {
                return null;
            }

            failures.Add(identifier);
        }

        return failures;
    }

    private static string? ReadIdentifier(ref Utf8JsonReader json)
    {
        string? identifier = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isIdentifier = json.ValueTextEquals("itemIdentifier"u8);
            json.Read();
            if (isIdentifier && json.TokenType is JsonTokenType.String)
            {
                identifier = json.GetString();
            }
            else
            {
                json.Skip();
            }
        }

        return identifier;
    }
}
