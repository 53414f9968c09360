using Fw24.Local.Faults;
using Fw24.Messages;

namespace Fw24.Local.Functions;

/// <summary>A function's access to the bucket for content that is too large for a message.</summary>
internal sealed class InstanceClaimCheck(FunctionInstance instance, IClaimCheck bucket) : IClaimCheck
{
    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Claim, () => bucket.StoreAsync(name, content, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Claim, () => bucket.FetchAsync(reference, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Claim, () => bucket.FetchAsync(reference, name, length, cancellationToken));
}
