namespace Fw24.Audit.Reading.Stores;

/// <summary>Reads a stream line by line. Keeps one line in memory.</summary>
/// <param name="stream">The stream.</param>
internal sealed class LineReader(Stream stream)
{
    // An audit record has at most 1 MB, the size of a change message; as lossless JSON of itself, with every byte escaped, six times that.
    private const int MaxLineBytes = 8 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isEnd;

    /// <summary>The number of lines that were read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>
    /// The line, valid until the next call; <see langword="null"/> at the end. Of a line of more than 8 MB, the first 8 MB.
    /// </returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return Take(searched + found, 1);
            }

            searched = _end - _start;
            if (_isEnd)
            {
                // A plain null would become an empty line.
                return searched == 0 ? (ReadOnlyMemory<byte>?)null : Take(searched, 0);
            }

            if (searched >= MaxLineBytes)
            {
                return Take(searched, 0);
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int separator)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + separator;
        Number++;
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxLineBytes + 1));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        (_end, _isEnd) = (_end + read, read == 0);
    }
}
