using System.Text.Json;

namespace Fw24.Benchmarks;

/// <summary>The least that JSON can cost in .NET: a bare scan of its tokens, which looks at no text and makes no object.</summary>
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
