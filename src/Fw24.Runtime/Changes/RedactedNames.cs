using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Json;

namespace Fw24.Changes;

/// <summary>Names of sensitive attributes as a change message lists them: separated by commas; in a name, <c>,</c> and <c>\</c> have a <c>\</c> before them.</summary>
/// <remarks>One text and no array: the value of a CloudEvents attribute is a scalar.</remarks>
internal readonly ref struct RedactedNames
{
    private readonly ReadOnlySpan<byte> _list;

    private RedactedNames(ReadOnlySpan<byte> list)
    {
        _list = list;
        IsKnown = true;
    }

    /// <summary>Whether there is a list. Without one, nobody knows the names; with an empty one there are none.</summary>
    public bool IsKnown { get; }

    /// <summary>The list that is a text of some JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="position">Where the text begins, with its quote; 0 where there is none.</param>
    public static RedactedNames At(ReadOnlySpan<byte> json, int position)
    {
        if (position == 0)
        {
            return default;
        }

        var cursor = new JsonCursor(json);
        cursor.MoveTo(position);
        return cursor.TryReadString(out var list) ? new RedactedNames(list.Unescape()) : default;
    }

    /// <summary>A name as lists have it, escaped for JSON.</summary>
    public static byte[] Listed(string name)
        => JsonEncodedText.Encode(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .EncodedUtf8Bytes.ToArray();

    /// <summary>Whether a name is in the list.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (var listed in this)
        {
            if (listed.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks the names, in UTF-8.</summary>
    public Enumerator GetEnumerator() => new(_list);

    /// <summary>Walks the names of a list.</summary>
    /// <param name="list">The list.</param>
    public ref struct Enumerator(ReadOnlySpan<byte> list)
    {
        private ReadOnlySpan<byte> _rest = list;

        /// <summary>The name reached.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Moves to the next name.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var end = _rest.IndexOfAny((byte)',', (byte)'\\');
            if (end < 0 || _rest[end] == (byte)',')
            {
                Current = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? default : _rest[(end + 1)..];
                return true;
            }

            Current = Unescape();
            return true;
        }

        private readonly int EndOfName()
        {
            var end = 0;
            while (end < _rest.Length && _rest[end] != (byte)',')
            {
                end += _rest[end] == (byte)'\\' ? 2 : 1;
            }

            return Math.Min(end, _rest.Length);
        }

        private ReadOnlySpan<byte> Unescape()
        {
            // As long as the name is, escapes and all: what is left of the list may be very much longer.
            var name = new byte[EndOfName()];
            var length = 0;
            for (var i = 0; i < name.Length; i++)
            {
                i += _rest[i] == (byte)'\\' && i + 1 < name.Length ? 1 : 0;
                name[length++] = _rest[i];
            }

            _rest = _rest[Math.Min(name.Length + 1, _rest.Length)..];
            return name.AsSpan(0, length);
        }
    }
}
