using System.Runtime.CompilerServices;
using Fw24.Seals;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>Objects in memory. <see cref="Before"/> and <see cref="After"/> each call something may happen.</summary>
internal sealed class MemorySealStore : ISealStore
{
    public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The clock: all objects were written now.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int Calls { get; private set; }

    public Func<Task> Before { get; set; } = static () => Task.CompletedTask;

    public Func<Task> After { get; set; } = static () => Task.CompletedTask;

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
        => await CallAsync<ReadOnlyMemory<byte>?>(
            () => Objects.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?));

    public async ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => await CallAsync(() => Objects.TryAdd(name, content.ToArray()));

    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => await CallAsync(() => Objects[name] = content.ToArray());

    public async IAsyncEnumerable<SealObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in await CallAsync(() => Objects.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList()))
        {
            yield return new SealObject(name, Time.GetUtcNow());
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => await CallAsync(() => Objects.Remove(name));

    private async Task<T> CallAsync<T>(Func<T> call)
    {
        await Before();
        Calls++;
        var result = call();
        await After();
        return result;
    }
}
