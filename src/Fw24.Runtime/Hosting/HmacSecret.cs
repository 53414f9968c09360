using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Configuration;
using Fw24.Diagnostics;
using Fw24.Messages;

namespace Fw24.Hosting;

/// <summary>The secret that holds the keys of <see cref="Redaction.Hmac"/>.</summary>
/// <param name="arn">The secret's ARN.</param>
/// <param name="secrets">The service that stores it.</param>
internal sealed class HmacSecret(SecretArn arn, ISecretsManager secrets)
{
    /// <summary>The secret's ARN.</summary>
    public string Arn => arn.Value;

    /// <summary>Fetches the keys.</summary>
    /// <returns>The keys.</returns>
    /// <exception cref="HmacKeyException">The secret cannot be fetched, or contains no keys.</exception>
    public async ValueTask<HmacKeySet> FetchAsync(CancellationToken cancellationToken)
    {
        string? text;
        try
        {
            text = await secrets.GetSecretValueAsync(arn.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HmacKeyException($"The secret {arn.Value}, which {Fw24Variables.HmacSecretArn} names, cannot be fetched: {ExceptionSummary.Of(exception)}. {Remedy(exception)}");
        }

        return (text is null ? null : HmacKeySet.TryParse(text))
            ?? throw new HmacKeyException($"The secret {arn.Value}, which {Fw24Variables.HmacSecretArn} names, {(text is null ? "holds no text" : "is malformed")}: it must be {HmacKeySet.Form}.");
    }

    private static string Remedy(Exception exception) => (exception as AmazonServiceException)?.ErrorCode switch
    {
        "ResourceNotFoundException" => "Create the secret with a value, or correct the ARN.",
        "InvalidRequestException" => "Restore the secret if it is scheduled for deletion.",
        "AccessDeniedException" or "DecryptionFailure" or null
            => "The function's role needs secretsmanager:GetSecretValue on it and, if the secret is encrypted with a key of your own, kms:Decrypt on that key; "
            + "a function in a VPC needs network access to Secrets Manager.",
        _ => "The function tries again when it next starts.",
    };
}
