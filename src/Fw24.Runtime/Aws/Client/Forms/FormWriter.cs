using System.Buffers;
using System.Text;
using Fw24.Json.Text;

namespace Fw24.Aws.Client.Forms;

/// <summary>Writes the parameters of a Query protocol call (<c>application/x-www-form-urlencoded</c>) from UTF-8 directly into a rented buffer.</summary>
internal sealed class FormWriter : IDisposable
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Creates a writer without parameters.</summary>
    /// <param name="capacity">The expected number of bytes.</param>
    public FormWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Starts a parameter.</summary>
    /// <param name="name">The encoded name including separators, such as <c>&amp;Version=</c>; the first has no <c>&amp;</c>.</param>
    public void WriteName(ReadOnlySpan<byte> name)
    {
        name.CopyTo(Reserve(name.Length));
        _length += name.Length;
    }

    /// <summary>Writes the value of the current parameter, or a part of it.</summary>
    /// <param name="utf8">The value in UTF-8.</param>
    public void WriteValue(ReadOnlySpan<byte> utf8)
    {
        var target = Reserve((utf8.Length * 3) + PercentEncoding.Slack);
        _length += PercentEncoding.Encode(utf8, target);
    }

    /// <summary>Writes the value of the current parameter.</summary>
    /// <param name="text">The value.</param>
    public void WriteValue(string text)
    {
        const int Short = 256;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = size <= Short ? stackalloc byte[Short] : new byte[size];
        WriteValue(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>Writes the value of the current parameter so that SNS and SQS preserve all of its characters.</summary>
    /// <param name="json">The value: JSON in UTF-8.</param>
    /// <remarks>
    /// SQS preserves the characters of XML 1.0 and silently replaces others with U+FFFD (SendMessage, "Message"). Of those, JSON already escapes the
    /// control characters; U+FFFE and U+FFFF, which can only occur within its strings, are escaped here.
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
}
