using System.Security.Cryptography;
using Fw24.Seals;

namespace Fw24.Benchmarks.Seals;

/// <summary>A key pair in memory.</summary>
internal sealed class EphemeralSigner : ILogSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public LogKey KeyOf(string name) => LogKey.Create(name, _key.ExportSubjectPublicKeyInfo());

    public ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken)
        => new(_key.ExportSubjectPublicKeyInfo());

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
        => new(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();
}
