using System.Text;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Items;

namespace Fw24.Audit.Reading;

/// <summary>Requires of a record that an attribute changed, from or to a value if one is stated.</summary>
/// <param name="names">The attribute's name, then its earlier names.</param>
/// <param name="old">The value before; <see langword="null"/> for any, empty for none.</param>
/// <param name="new">The value after; <see langword="null"/> for any, empty for none.</param>
internal sealed class AttributeFilter(IReadOnlyList<string> names, ReadOnlyMemory<byte>? old = null, ReadOnlyMemory<byte>? @new = null)
{
    private readonly string[] _paths = [.. names.Select(AttributePath.Of)];

    /// <summary>Indicates whether a record satisfies the filter.</summary>
    /// <remarks>
    /// A record that does not name its sensitive attributes may hide a change of any of them, and an erased one without names of all: it is
    /// not left out.
    /// </remarks>
    public bool Matches(AuditEntry entry, bool isSensitive)
    {
        // An element of a list or a map that got a value is none that the attribute got.
        var isPart = old is null && @new is null;
        if (isPart
            && (IsErased(entry) || (entry.Redacted is null ? isSensitive : names.Any(entry.Redacted.Contains))))
        {
            return true;
        }

        foreach (var change in entry.Changes)
        {
            if (Array.Exists(_paths, path => isPart ? IsOf(change.Path, path) : change.Path == path)
                && IsValue(change.Old, old) && IsValue(change.New, @new))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes what a page token is bound to.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        foreach (var value in new[] { old, @new })
        {
            json.WriteStringValue(value is { } stated ? Encoding.UTF8.GetString(stated.Span) : "*");
        }

        json.WriteEndArray();
    }

    private bool IsErased(AuditEntry entry)
        => entry.ErasedAt is not null
            && (names.Any(entry.ErasedNames.Contains) || (entry.ErasedNames.Count == 0 && entry.Redacted is not { Count: > 0 }));

    // "Lines" has the changes "Lines", "Lines[1].Quantity" and "Lines.x".
    private static bool IsOf(string path, string attribute)
        => path.StartsWith(attribute, StringComparison.Ordinal)
            && (path.Length == attribute.Length || path[attribute.Length] is '.' or '[');

    private static bool IsValue(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte>? wanted)
        => wanted is not { } stated
            || (stated.IsEmpty ? value.IsEmpty || AttributeEquality.AreEqual(value.Span, """{"NULL":true}"""u8)
                : !value.IsEmpty && AttributeEquality.AreEqual(value.Span, stated.Span));
}
