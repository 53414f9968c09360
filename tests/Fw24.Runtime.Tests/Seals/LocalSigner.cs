using System.Security.Cryptography;
using Fw24.Seals;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>A key pair in memory.</summary>
internal sealed class LocalSigner : ILogSigner
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public int Signatures { get; private set; }

    public LogKey KeyOf(string name) => LogKey.Create(name, _key.ExportSubjectPublicKeyInfo());

    public ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken)
        => new(_key.ExportSubjectPublicKeyInfo());

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        Signatures++;
        return new(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
