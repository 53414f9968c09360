using Fw24.Messages;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Keeps claimed content in memory.</summary>
internal sealed class MemoryClaimCheck : IClaimCheck
{
    public Dictionary<string, byte[]> Content { get; } = [];

    public int FailingCalls { get; set; }

    /// <summary>The number of times that content was stored, including repetitions.</summary>
    public int Stored { get; private set; }

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (FailingCalls-- > 0)
        {
            throw new IOException("The store does not answer.");
        }

        Stored++;
        Content[name] = content.ToArray();
        return new($"memory://{name}");
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
    {
        if (FailingCalls-- > 0)
        {
            throw new IOException("The store does not answer.");
        }

        return new(Content.TryGetValue(reference["memory://".Length..], out var content) ? content : (ReadOnlyMemory<byte>?)null);
    }

    public IAsyncEnumerable<string> FindAsync(string prefix, CancellationToken cancellationToken)
        => Content.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray().ToAsyncEnumerable();

    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (FailingCalls-- > 0)
        {
            throw new IOException("The store does not answer.");
        }

        Content.Remove(name);
        return default;
    }
}
