using System.Text.Json;

namespace Orders.Local.Wires;

/// <summary>A partial batch response, as an event source mapping reads it.</summary>
internal static class BatchResponse
{
    /// <summary>Returns the identifiers that a response names as failed; <see langword="null"/> if the whole batch failed.</summary>
    public static IReadOnlyList<string>? Failures(ReadOnlyMemory<byte>? response)
    {
        if (response is not { } answer)
        {
            return null;
        }

        using var document = JsonDocument.Parse(answer);
        var failures = document.RootElement.GetProperty("batchItemFailures").EnumerateArray();
        return [.. failures.Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }
}
