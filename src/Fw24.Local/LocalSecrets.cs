using System.Security.Cryptography;
using Fw24.Aws;

namespace Fw24.Local;

/// <summary>The secrets of a local cloud. Each is a key for keyed hashes and is the same in every run, so that runs can be compared.</summary>
internal sealed class LocalSecrets : ISecretsManager
{
    /// <inheritdoc/>
    public ValueTask<string?> GetSecretValueAsync(string secretArn, CancellationToken cancellationToken)
        => new(Convert.ToBase64String(SHA256.HashData("Fw24.Local"u8)));
}
