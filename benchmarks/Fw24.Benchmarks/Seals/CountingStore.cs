using System.Runtime.CompilerServices;
using Fw24.Seals;

namespace Fw24.Benchmarks.Seals;

/// <summary>A bucket in memory that counts requests as Amazon S3 does. Not thread-safe: its calls end at once.</summary>
internal sealed class CountingStore : ISealStore
{
    // Of ListObjectsV2.
    private const int NamesPerPage = 1000;

    private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The number of requests.</summary>
    public long Requests { get; private set; }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        Requests++;
        return new(_objects.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?));
    }

    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Requests++;
        return new(_objects.TryAdd(name, content.ToArray()) && _names.Add(name));
    }

    public ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Requests++;
        _objects[name] = content.ToArray();
        _names.Add(name);
        return default;
    }

    public async IAsyncEnumerable<SealObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        Requests++;
        var listed = 0;
        foreach (var name in _names.GetViewBetween(prefix, prefix + '\uffff'))
        {
            Requests += listed > 0 && listed % NamesPerPage == 0 ? 1 : 0;
            listed++;
            yield return new SealObject(name, DateTimeOffset.UnixEpoch);
        }
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Requests++;
        _objects.Remove(name);
        _names.Remove(name);
        return default;
    }
}
