using Fw24.Local.Scheduling;
using Fw24.Messages;

namespace Fw24.Local.Functions;

/// <summary>The bucket for content that is too large for a message.</summary>
internal sealed class ClaimedContent(EventLoop loop) : IClaimCheck
{
    private const string Scheme = "local://claims/";

    private readonly Dictionary<string, byte[]> _content = new(StringComparer.Ordinal);

    /// <summary>Returns the reference of a content.</summary>
    public static string ReferenceOf(string name) => Scheme + name;

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => new(Store(name, content));

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => new(Fetch(reference));

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
        => new(reference == Scheme + name ? Fetch(reference) : null);

    public IAsyncEnumerable<string> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            return _content.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray().ToAsyncEnumerable();
        }
    }

    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            _content.Remove(name);
            return default;
        }
    }

    private string Store(string name, ReadOnlyMemory<byte> content)
    {
        lock (loop.Gate)
        {
            _content[name] = content.ToArray();
            return Scheme + name;
        }
    }

    private ReadOnlyMemory<byte>? Fetch(string reference)
    {
        lock (loop.Gate)
        {
            return reference.StartsWith(Scheme, StringComparison.Ordinal) && _content.TryGetValue(reference[Scheme.Length..], out var content)
                ? content
                : (ReadOnlyMemory<byte>?)null;
        }
    }
}
