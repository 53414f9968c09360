namespace Fw24.OpenTelemetry.Tests.Harness;

/// <summary>A span as the collector received it.</summary>
internal sealed record ExportedSpan(
    string Name,
    string Id,
    string ParentId,
    int Kind,
    IReadOnlyDictionary<string, object> Attributes,
    IReadOnlyList<(string Name, IReadOnlyDictionary<string, object> Attributes)> Events,
    IReadOnlyList<string> Links,
    int Status,
    string StatusMessage)
{
    /// <summary>The status of a failed span.</summary>
    public const int Error = 2;

    public static ExportedSpan Of(ProtoMessage span)
    {
        var status = span.All(15).SingleOrDefault();
        return new ExportedSpan(
            span.Text(5),
            $"{span.Hex(1)}-{span.Hex(2)}",
            span.Hex(4),
            (int)span.Varint(6),
            span.Attributes(9),
            [.. span.All(11).Select(static one => (one.Text(2), (IReadOnlyDictionary<string, object>)one.Attributes(3)))],
            [.. span.All(13).Select(static link => $"{link.Hex(1)}-{link.Hex(2)}")],
            (int)(status?.Varint(3) ?? 0),
            status?.Text(2) ?? "");
    }
}
