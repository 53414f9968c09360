using System.Buffers;
using System.Text;
using Fw24.Json.Text;

namespace Fw24.Aws.Client;

/// <summary>Writes the parameters of a Query protocol call (<c>application/x-www-form-urlencoded</c>) straight from UTF-8, into a rented buffer.</summary>
internal sealed class FormWriter : IDisposable
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Begins with no parameters.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public FormWriter(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Begins a parameter.</summary>
    /// <param name="name">Its name as it stands in a form: unreserved characters, between the <c>&amp;</c> that all but the first have before them and an <c>=</c>.</param>
    public void WriteName(ReadOnlySpan<byte> name)
    {
        name.CopyTo(Reserve(name.Length));
        _length += name.Length;
    }

    /// <summary>Writes the value of the parameter that was begun, or a part of it.</summary>
    /// <param name="utf8">The value in UTF-8.</param>
    public void WriteValue(ReadOnlySpan<byte> utf8)
    {
        var target = Reserve((utf8.Length * 3) + PercentEncoding.Slack);
        _length += PercentEncoding.Encode(utf8, target);
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
}
