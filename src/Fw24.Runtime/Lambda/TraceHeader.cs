using System.Buffers;

namespace Fw24.Lambda;

/// <summary>The trace header of X-Ray, as Lambda hands it over: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.</summary>
internal static class TraceHeader
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Translates the header into a W3C trace context.</summary>
    /// <param name="header">The header.</param>
    /// <returns>The <c>traceparent</c>; <see langword="null"/> when the header does not name both a trace and a parent.</returns>
    /// <remarks>A trace id of X-Ray is version, epoch and 96 random bits; without its dashes and version it is the 128-bit id of W3C.</remarks>
    public static string? ToTraceParent(ReadOnlySpan<char> header)
    {
        ReadOnlySpan<char> root = default, parent = default;
        var sampled = false;

        foreach (var range in header.Split(';'))
        {
            var field = header[range].Trim();
            if (field.StartsWith("Root="))
            {
                root = field["Root=".Length..];
            }
            else if (field.StartsWith("Parent="))
            {
                parent = field["Parent=".Length..];
            }
            else if (field.StartsWith("Sampled="))
            {
                sampled = field["Sampled=".Length..] is "1";
            }
        }

        // 1-{8 hex}-{24 hex}
        if (root is not ['1', '-', .. { Length: 33 } id] || id[8] != '-' || !IsId(parent, 16))
        {
            return null;
        }

        var traceId = string.Concat(id[..8], id[9..]);
        return IsId(traceId, 32) ? $"00-{traceId}-{parent}-{(sampled ? "01" : "00")}" : null;
    }

    // W3C allows lower case only, and forbids ids of nothing but zeros.
    private static bool IsId(ReadOnlySpan<char> text, int length) =>
        text.Length == length && !text.ContainsAnyExcept(LowerHex) && text.ContainsAnyExcept('0');
}
