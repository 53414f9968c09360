using Fw24.Local.Seals;
using Fw24.Seals;

namespace Fw24.Local;

/// <summary>The log that seals an app's audit.</summary>
/// <remarks>
/// The function <c>seal</c> appends to it every <see cref="Fw24AppAttribute.SealMinutes"/>, as long as something is pending:
/// <see cref="LocalCloud.AdvanceAsync"/> lets that time pass.
/// </remarks>
public sealed class LocalSeals
{
    internal LocalSeals(LocalSealStore store, string origin, LocalLogSigner signer)
        => (Store, Key, Signer) = (store, LogKey.Create(origin, signer.PublicKey), signer);

    /// <summary>The log's objects, as in its bucket.</summary>
    public ISealStore Store { get; }

    /// <summary>The log's public key. Each cloud has another one.</summary>
    public LogKey Key { get; }

    /// <summary>The log's key pair.</summary>
    internal ILogSigner Signer { get; }

    /// <summary>Opens the log at its latest checkpoint.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The log.</returns>
    /// <exception cref="SealException">Nothing was sealed yet.</exception>
    public Task<SealedLog> OpenAsync(CancellationToken cancellationToken = default) => SealedLog.OpenAsync(Store, Key, cancellationToken);
}
