using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Fw24.Audit.Records;

/// <summary>
/// Paths to the parts of an item, such as <c>Lines[1].Qty</c>: a name, followed by names after a <c>.</c> and list indexes in brackets.
/// In a name, <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c> are escaped with <c>\</c>; an empty name is written as nothing. A path begins
/// with a name, and brackets are followed by <c>.</c>, <c>[</c> or the end, so paths are unique.
/// </summary>
internal sealed class AttributePath
{
    private byte[] _text = new byte[128];

    /// <summary>The path in UTF-8.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, Length);

    /// <summary>The size of the path in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The number of names and indexes in the path.</summary>
    public int Depth { get; private set; }

    /// <summary>Gets the attribute that a path begins with.</summary>
    /// <exception cref="FormatException">The text is not a path.</exception>
    public static string AttributeOf(string path) => Parse(path)[0].Name!;

    /// <summary>The path of an attribute.</summary>
    public static string Of(string attribute)
    {
        var path = new AttributePath();
        path.Push(Encoding.UTF8.GetBytes(attribute));
        return Encoding.UTF8.GetString(path.Text);
    }

    public void Clear() => (Length, Depth) = (0, 0);

    /// <summary>Enters a map's member or an item's attribute.</summary>
    /// <returns>The length to pass to <see cref="Pop"/>.</returns>
    public int Push(ReadOnlySpan<byte> name)
    {
        var before = Length;
        if (Depth++ > 0)
        {
            Append((byte)'.');
        }

        if (name.IndexOfAny(".[]\\"u8) < 0)
        {
            Reserve(name.Length);
            name.CopyTo(_text.AsSpan(Length));
            Length += name.Length;
            return before;
        }

        foreach (var character in name)
        {
            if (character is (byte)'.' or (byte)'[' or (byte)']' or (byte)'\\')
            {
                Append((byte)'\\');
            }

            Append(character);
        }

        return before;
    }

    /// <summary>Enters a list's element.</summary>
    /// <returns>The length to pass to <see cref="Pop"/>.</returns>
    public int Push(int index)
    {
        var before = Length;
        Depth++;
        Append((byte)'[');
        Reserve(10);
        _ = Utf8Formatter.TryFormat(index, _text.AsSpan(Length), out var digits);
        Length += digits;
        Append((byte)']');
        return before;
    }

    /// <summary>Leaves the last step.</summary>
    /// <param name="length">The length that the step's Push returned.</param>
    public void Pop(int length)
    {
        Length = length;
        Depth--;
    }

    /// <summary>Parses a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The steps, the first of which is a name.</returns>
    /// <exception cref="FormatException">The text is not a path.</exception>
    public static IReadOnlyList<PathStep> Parse(string path)
    {
        var steps = new List<PathStep>();
        var name = new StringBuilder();
        var position = ReadName(path, 0, name);
        steps.Add(new PathStep(name.ToString(), -1));
        while (position < path.Length)
        {
            if (path[position] == '.')
            {
                position = ReadName(path, position + 1, name.Clear());
                steps.Add(new PathStep(name.ToString(), -1));
                continue;
            }

            var close = path.IndexOf(']', position);
            if (path[position] != '[' || close < 0
                || !int.TryParse(path.AsSpan(position + 1, close - position - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                throw new FormatException("A path of an audit record is malformed: a name or an index must be followed by '.', by '[' and an index, or by the end.");
            }

            steps.Add(new PathStep(null, index));
            position = close + 1;
        }

        return steps;
    }

    private static int ReadName(string path, int position, StringBuilder name)
    {
        while (position < path.Length && path[position] is not ('.' or '['))
        {
            if (path[position] == '\\' && ++position == path.Length)
            {
                throw new FormatException("A path of an audit record is malformed: it ends with an unpaired '\\'.");
            }

            name.Append(path[position++]);
        }

        return position;
    }

    private void Append(byte character)
    {
        Reserve(1);
        _text[Length++] = character;
    }

    private void Reserve(int bytes)
    {
        if (_text.Length - Length < bytes)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + bytes));
        }
    }
}
