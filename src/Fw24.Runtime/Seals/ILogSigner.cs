namespace Fw24.Seals;

/// <summary>The key pair with which a log's checkpoints are signed: ECDSA on the curve P-256 with SHA-256.</summary>
public interface ILogSigner
{
    /// <summary>Returns the public key in DER (<c>SubjectPublicKeyInfo</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken);

    /// <summary>Signs a text.</summary>
    /// <param name="text">The text in UTF-8, of up to 4,096 bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The signature in DER.</returns>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken);
}
