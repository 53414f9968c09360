using System.Buffers;

namespace Fw24.Lambda;

/// <summary>The X-Ray trace header in Lambda's form: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.</summary>
internal static class TraceHeader
{
    /// <summary>The environment variable that holds the header while a process serves one invocation at a time.</summary>
    public const string Variable = "_X_AMZN_TRACE_ID";

    private static readonly SearchValues<char> s_lowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Converts the header to a W3C trace context.</summary>
    /// <returns>The <c>traceparent</c>; <see langword="null"/> if the header does not contain both a trace and a parent.</returns>
    /// <remarks>An X-Ray trace id consists of a version, an epoch and 96 random bits; without its dashes and version it is W3C's 128-bit id.</remarks>
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

    // W3C allows only lower case, and forbids ids of all zeros.
    private static bool IsId(ReadOnlySpan<char> text, int length)
        => text.Length == length && !text.ContainsAnyExcept(s_lowerHex) && text.ContainsAnyExcept('0');
}
