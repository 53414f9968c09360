using System.Text;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items;

/// <summary>Builds paths within an item for error messages: <c>Lines[1].Qty</c>.</summary>
internal static class ItemPath
{
    private const int MaxNameLength = 100;

    /// <summary>Returns the path of the attribute or element at a position in an item; empty for the item itself.</summary>
    /// <param name="item">The item; after that position it may be broken or cut off.</param>
    /// <param name="position">The position.</param>
    /// <param name="sensitive">Attributes whose content is not shown: a map's keys may be as sensitive as its values.</param>
    public static string At(ReadOnlySpan<byte> item, int position, SensitiveNames sensitive)
    {
        var path = new StringBuilder();
        var json = new JsonCursor(item);
        if (json.TryEnterObject())
        {
            AppendMember(path, ref json, position, sensitive);
        }

        return path.ToString();
    }

    /// <summary>Returns the path within a typed value instead of an item.</summary>
    public static string InValue(ReadOnlySpan<byte> value, int position)
    {
        var path = new StringBuilder();
        var json = new JsonCursor(value);
        AppendInside(path, ref json, position);
        return path.ToString();
    }

    /// <summary>Returns a name from an untrusted source, truncated and without characters that break log lines. An empty name becomes two quotes.</summary>
    public static string Name(JsonText name)
    {
        if (name.Raw.IsEmpty)
        {
            return "\"\"";
        }

        var text = new StringBuilder();
        foreach (var rune in name.ToString().EnumerateRunes())
        {
            if (text.Length >= MaxNameLength)
            {
                return text.Append('…').ToString();
            }

            text.Append(LineText.Breaks(rune) ? "?" : rune.ToString());
        }

        return text.ToString();
    }

    private static void AppendMember(StringBuilder path, ref JsonCursor json, int position, SensitiveNames sensitive)
    {
        while (json.TryNextMember(out var name))
        {
            var start = json.Position;
            if (start > position)
            {
                return;
            }

            if (json.TrySkipValue() && json.Position <= position)
            {
                continue;
            }

            path.Append(path.Length > 0 ? "." : "").Append(Name(name));
            if (sensitive.Contains(name))
            {
                return;
            }

            json.MoveTo(start);
            AppendInside(path, ref json, position);
            return;
        }
    }

    private static void AppendElement(StringBuilder path, ref JsonCursor json, int position)
    {
        for (var index = 0; json.TryNextElement(); index++)
        {
            var start = json.Position;
            if (start > position)
            {
                return;
            }

            if (json.TrySkipValue() && json.Position <= position)
            {
                continue;
            }

            path.Append('[').Append(index).Append(']');
            json.MoveTo(start);
            AppendInside(path, ref json, position);
            return;
        }
    }

    /// <summary>Continues within a typed value if it is a list or map.</summary>
    private static void AppendInside(StringBuilder path, ref JsonCursor json, int position)
    {
        if (!json.TryEnterObject() || !json.TryNextMember(out var type))
        {
            return;
        }

        switch (AttributeTypes.Parse(type))
        {
            case AttributeType.Map when json.TryEnterObject():
                AppendMember(path, ref json, position, SensitiveNames.None);
                break;
            case AttributeType.List when json.TryEnterList():
                AppendElement(path, ref json, position);
                break;
        }
    }
}
