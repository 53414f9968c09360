using System.Text.Json;

namespace Fw24.Benchmarks;

/// <summary>The minimum cost of JSON in .NET: a bare scan of its tokens that reads no text and creates no object.</summary>
internal static class Floor
{
    public const string Name = "floor: bare token scan";

    /// <summary>Scans a payload.</summary>
    public static object? Scan(byte[] payload)
    {
        var reader = new Utf8JsonReader(payload);
        while (reader.Read())
        {
        }

        return null;
    }
}
