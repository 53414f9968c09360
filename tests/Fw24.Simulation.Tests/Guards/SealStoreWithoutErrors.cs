using Amazon.Runtime;
using Fw24.Seals;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Reports every creation as a success.</summary>
internal sealed class SealStoreWithoutErrors(ISealStore store) : ISealStore
{
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken) => store.GetAsync(name, cancellationToken);

    public async ValueTask<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.TryCreateAsync(name, content, cancellationToken);
        }
        catch (AmazonServiceException)
        {
            return true;
        }
    }

    public ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => store.PutAsync(name, content, cancellationToken);

    public IAsyncEnumerable<SealObject> ListAsync(string prefix, CancellationToken cancellationToken) => store.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => store.DeleteAsync(name, cancellationToken);
}
