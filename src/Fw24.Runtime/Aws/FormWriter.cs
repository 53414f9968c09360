using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fw24.Aws;

/// <summary>Writes the parameters of a Query protocol call (<c>application/x-www-form-urlencoded</c>) straight from UTF-8, into a rented buffer.</summary>
internal sealed class FormWriter : IDisposable
{
    // What a byte becomes: itself when it is unreserved (RFC 3986, section 2.3), else %XX. The text is in the low bytes, its length in
    // the highest: each byte costs one look-up and one write, whatever it becomes.
    private static readonly uint[] s_encoded = EncodeBytes();

    private byte[] _buffer;
    private int _length;

    /// <summary>Begins with no parameters.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public FormWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Begins a parameter. Its name must consist of unreserved characters.</summary>
    /// <param name="prefix">The first part of its name; may be empty.</param>
    /// <param name="name">The rest of its name.</param>
    public void WriteName(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name)
    {
        var target = Reserve(prefix.Length + name.Length + 2);
        var at = 0;
        if (_length > 0)
        {
            target[at++] = (byte)'&';
        }

        prefix.CopyTo(target[at..]);
        at += prefix.Length;
        name.CopyTo(target[at..]);
        at += name.Length;
        target[at++] = (byte)'=';
        _length += at;
    }

    /// <summary>Writes the value of the parameter that was begun, or a part of it.</summary>
    /// <param name="utf8">The value in UTF-8.</param>
    public void WriteValue(ReadOnlySpan<byte> utf8)
    {
        // Four bytes are written each time; up to three of them belong to what follows.
        var target = Reserve((utf8.Length * 3) + 3);
        var encoded = s_encoded;
        var at = 0;
        foreach (var b in utf8)
        {
            var text = encoded[b];
            BinaryPrimitives.WriteUInt32LittleEndian(target[at..], text);
            at += (int)(text >> 24);
        }

        _length += at;
    }

    /// <summary>Writes the value of the parameter that was begun.</summary>
    /// <param name="text">The value.</param>
    public void WriteValue(string text)
    {
        const int Short = 256;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = size <= Short ? stackalloc byte[Short] : new byte[size];
        WriteValue(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>Writes the value of the parameter that was begun so that each of its characters survives SNS and SQS.</summary>
    /// <param name="json">The value: JSON in UTF-8.</param>
    /// <remarks>
    /// SQS keeps the characters of XML 1.0 and silently replaces others by U+FFFD (SendMessage, "Message"). Of those, JSON escapes the
    /// control characters by itself; U+FFFE and U+FFFF, which can only stand within its strings, are escaped here.
    /// </remarks>
    public void WriteJson(ReadOnlySpan<byte> json)
    {
        while (NotInXml.IndexIn(json) is >= 0 and var at)
        {
            WriteValue(json[..at]);
            WriteValue(json[at + 2] is 0xBE ? @"\ufffe"u8 : @"\uffff"u8);
            json = json[(at + NotInXml.Length)..];
        }

        WriteValue(json);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }

    private static uint[] EncodeBytes()
    {
        var encoded = new uint[256];
        for (var b = 0; b < 256; b++)
        {
            encoded[b] = char.IsAsciiLetterOrDigit((char)b) || "-._~".Contains((char)b)
                ? (uint)b | (1u << 24)
                : '%' | ((uint)Hex(b >> 4) << 8) | ((uint)Hex(b & 15) << 16) | (3u << 24);
        }

        return encoded;
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
