using Fw24.Seals;

namespace Fw24.Benchmarks.Seals;

/// <summary>A bucket in memory that keeps the object that was created last: what one invocation leaves to be sealed.</summary>
internal sealed class LatestSeals : ISealStore
{
    private byte[] _latest = [];

    /// <summary>The number of entries in the object.</summary>
    public int Entries => _latest.AsSpan().Count((byte)'\n');

    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _latest = content.ToArray();
        return new(true);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public IAsyncEnumerable<SealObject> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}
