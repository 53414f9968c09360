using System.Runtime.CompilerServices;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Seals;

namespace Fw24.Local.Seals;

/// <summary>A function's access to the bucket of a log.</summary>
internal sealed class InstanceSealStore(FunctionInstance instance, LocalSealStore bucket) : ISealStore
{
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Seal, () => bucket.GetAsync(name, cancellationToken));

    public ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Seal, () => bucket.TryCreateAsync(name, content, cancellationToken));

    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => _ = await instance.CallAsync(FaultBoundary.Seal, async () =>
        {
            await bucket.PutAsync(name, content, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);

    public async IAsyncEnumerable<SealObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await instance.CallAsync(
            FaultBoundary.Seal, () => new ValueTask<IReadOnlyList<SealObject>>(bucket.List(prefix))).ConfigureAwait(false);
        foreach (var one in found)
        {
            yield return one;
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
        => _ = await instance.CallAsync(FaultBoundary.Seal, async () =>
        {
            await bucket.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
}
