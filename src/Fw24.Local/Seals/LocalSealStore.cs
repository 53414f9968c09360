using System.Runtime.CompilerServices;
using Fw24.Local.Scheduling;
using Fw24.Seals;

namespace Fw24.Local.Seals;

/// <summary>The bucket of a log.</summary>
internal sealed class LocalSealStore(EventLoop loop) : ISealStore
{
    private readonly SortedDictionary<string, (byte[] Content, DateTimeOffset Written)> _objects = new(StringComparer.Ordinal);

    /// <summary>Called when there is something to seal.</summary>
    public Action OnPending { get; set; } = static () => { };

    /// <summary>Indicates whether something is left to seal.</summary>
    public bool HasPending
    {
        get
        {
            lock (loop.Gate)
            {
                return _objects.Keys.Any(IsPending);
            }
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            return new(_objects.TryGetValue(name, out var found) ? found.Content : default(ReadOnlyMemory<byte>?));
        }
    }

    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            return new(!_objects.ContainsKey(name) && Put(name, content));
        }
    }

    public ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            _ = Put(name, content);
            return default;
        }
    }

    public async IAsyncEnumerable<SealObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var found in List(prefix))
        {
            yield return found;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            _ = _objects.Remove(name);
            return default;
        }
    }

    /// <summary>Lists objects.</summary>
    public IReadOnlyList<SealObject> List(string prefix)
    {
        lock (loop.Gate)
        {
            return [.. _objects
                .Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(static one => new SealObject(one.Key, one.Value.Written))];
        }
    }

    private static bool IsPending(string name) => name.StartsWith(SealNames.Pending, StringComparison.Ordinal);

    private bool Put(string name, ReadOnlyMemory<byte> content)
    {
        _objects[name] = (content.ToArray(), loop.Now);
        if (IsPending(name))
        {
            OnPending();
        }

        return true;
    }
}
