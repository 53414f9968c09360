using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Seals;

namespace Fw24.Local.Seals;

/// <summary>A function's access to the key of a log.</summary>
internal sealed class InstanceLogSigner(FunctionInstance instance, LocalLogSigner signer) : ILogSigner
{
    public ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Seal, () => signer.GetPublicKeyAsync(cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
        => instance.CallAsync(FaultBoundary.Seal, () => signer.SignAsync(text, cancellationToken));
}
