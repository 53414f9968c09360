using System.Security.Cryptography;
using Fw24.Seals;

namespace Fw24.Local.Seals;

/// <summary>A key pair of the process, made on first use.</summary>
internal sealed class LocalLogSigner : ILogSigner, IDisposable
{
    private readonly Lazy<ECDsa> _key = new(static () => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public ReadOnlyMemory<byte> PublicKey => _key.Value.ExportSubjectPublicKeyInfo();

    public ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken) => new(PublicKey);

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
        => new(_key.Value.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }
}
