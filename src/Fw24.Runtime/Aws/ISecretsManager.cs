namespace Fw24.Aws;

/// <summary>The part of Secrets Manager that a stream processor needs for the key of <see cref="Redaction.Hmac"/>.</summary>
public interface ISecretsManager
{
    /// <summary>Fetches the current text of a secret (GetSecretValue).</summary>
    /// <param name="secretArn">The secret's ARN.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The text; <see langword="null"/> when the secret is binary.</returns>
    ValueTask<string?> GetSecretValueAsync(string secretArn, CancellationToken cancellationToken);
}
