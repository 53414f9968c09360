using System.Text;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items;

/// <summary>Where something is within an item, as error messages show it: <c>Lines[1].Qty</c>.</summary>
internal static class ItemPath
{
    private const int MaxNameLength = 100;

    /// <summary>The path of the attribute or element that a place in an item belongs to; empty when it is the item itself.</summary>
    /// <param name="item">The item; it may be broken, or end, behind that place.</param>
    /// <param name="position">The place.</param>
    /// <param name="sensitive">Attributes whose inside is not shown: a map's keys may be as sensitive as its values.</param>
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

    /// <summary>The path within a typed value instead of an item.</summary>
    public static string InValue(ReadOnlySpan<byte> value, int position)
    {
        var path = new StringBuilder();
        var json = new JsonCursor(value);
        AppendInside(path, ref json, position);
        return path.ToString();
    }

    /// <summary>A name that may come from anywhere: cut, and without characters that could break a log line. An empty one is shown as two quotes.</summary>
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

    /// <summary>Goes on within a typed value, if it is a list or map.</summary>
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
