using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Aws;

/// <summary>Fetches secrets from Secrets Manager.</summary>
/// <remarks>
/// Endpoint, credentials, the number of attempts (<c>AWS_MAX_ATTEMPTS</c>) and the retry mode are resolved as in the AWS SDK; the
/// service-specific endpoint variable is <c>AWS_ENDPOINT_URL_SECRETS_MANAGER</c>. The client is created by the first call.
/// </remarks>
public sealed class SecretsManagerClient : ISecretsManager, IDisposable
{
    private static readonly AwsService s_service = new("Secrets Manager", "secretsmanager", "secretsmanager", "2017-10-17");

    private readonly Lazy<AwsJsonClient> _client;

    /// <summary>Creates a client.</summary>
    /// <param name="region">The region of the secrets; <see langword="null"/> for the app's.</param>
    /// <param name="configure">Changes the client's settings.</param>
    [CLSCompliant(false)]
    public SecretsManagerClient(string? region = null, Action<ClientConfig>? configure = null)
        => _client = new Lazy<AwsJsonClient>(() => new AwsJsonClient(
            new AwsServiceConfig(s_service, config =>
            {
                config.AuthenticationRegion = region;
                configure?.Invoke(config);
            }),
            "application/x-amz-json-1.1",
            "secretsmanager"));

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async ValueTask<string?> GetSecretValueAsync(string secretArn, CancellationToken cancellationToken)
    {
        var answer = await _client.Value.CallAsync("GetSecretValue", secretArn, static (json, secretArn) =>
        {
            json.WriteStartObject();
            json.WriteString("SecretId"u8, secretArn);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return AwsJsonClient.TextOf(answer.Span, "SecretString"u8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
