using Fw24.Local.Scheduling;
using Fw24.Messages;

namespace Fw24.Local.Streams;

/// <summary>The buckets for records that stream mappings gave up on. Lambda alone writes to them.</summary>
internal sealed class FailedRecordStore(EventLoop loop) : IClaimCheck
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _objects = new(StringComparer.Ordinal);

    /// <summary>Keeps an object. Called within the gate.</summary>
    public void Add(string bucket, string key, ReadOnlyMemory<byte> content) => _objects.Add($"s3://{bucket}/{key}", content);

    /// <summary>Returns the objects by their references.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Snapshot()
    {
        lock (loop.Gate)
        {
            return new Dictionary<string, ReadOnlyMemory<byte>>(_objects);
        }
    }

    /// <summary>Takes over an object of an earlier run.</summary>
    public void Restore(string reference, ReadOnlyMemory<byte> content)
    {
        lock (loop.Gate)
        {
            _objects[reference] = content;
        }
    }

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => throw new NotSupportedException("Only Lambda writes to a bucket of failed records.");

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
    {
        lock (loop.Gate)
        {
            return new(_objects.TryGetValue(reference, out var content) ? content : (ReadOnlyMemory<byte>?)null);
        }
    }
}
