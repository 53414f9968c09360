namespace Fw24.Lambda;

/// <summary>The memory for the events of one poll. Each event takes the place of the one before; no other poll uses it.</summary>
internal sealed class PayloadBuffer
{
    // Enough for most batches, also if the API does not state their length.
    private const int InitialLength = 64 * 1024;

    private byte[] _bytes = [];

    /// <summary>Reads an event. The caller of the API has its headers only: the body may still be under way.</summary>
    /// <param name="content">The body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event, until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // The read that finds the end needs room for another byte.
        var expected = (content.Headers.ContentLength ?? 0) + 1;
        if (expected > _bytes.Length)
        {
            _bytes = new byte[Math.Max(expected, InitialLength)];
        }

        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var length = 0;
        while (await stream.ReadAsync(_bytes.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }
        }

        return _bytes.AsMemory(0, length);
    }
}
