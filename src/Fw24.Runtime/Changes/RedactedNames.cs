using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Json;

namespace Fw24.Changes;

/// <summary>Names of sensitive attributes as listed in a change message: comma-separated, with <c>,</c> and <c>\</c> in a name escaped by <c>\</c>.</summary>
/// <remarks>A string instead of an array, since CloudEvents attribute values are scalars.</remarks>
internal readonly ref struct RedactedNames
{
    private readonly ReadOnlySpan<byte> _list;

    private RedactedNames(ReadOnlySpan<byte> list)
    {
        _list = list;
        IsKnown = true;
    }

    /// <summary>Indicates whether there is a list. Without a list the names are unknown; an empty list means that there are none.</summary>
    public bool IsKnown { get; }

    /// <summary>Indicates whether there is a list, without names.</summary>
    public bool AreNone => IsKnown && _list.IsEmpty;

    /// <summary>Returns the list that is a string within JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="position">The start of the string, at its quote; 0 if absent.</param>
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

    /// <summary>Returns a name as it appears in lists, escaped for JSON.</summary>
    public static byte[] Listed(string name)
        => JsonEncodedText.Encode(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .EncodedUtf8Bytes.ToArray();

    /// <summary>Indicates whether a name is in the list.</summary>
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

    /// <summary>Enumerates the names in UTF-8.</summary>
    public Enumerator GetEnumerator() => new(_list);

    /// <summary>Enumerates the names of a list.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> list)
    {
        private ReadOnlySpan<byte> _rest = list;

        /// <summary>The current name.</summary>
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
            // As long as the escaped name: the rest of the list may be much longer.
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
