using Amazon.Runtime;
using Fw24.Aws.Client;
using Fw24.Configuration;
using Fw24.Seals;

namespace Fw24.Aws;

/// <summary>A key pair in AWS KMS (<c>ECC_NIST_P256</c>, <c>SIGN_VERIFY</c>), whose private key never leaves it.</summary>
/// <remarks>
/// Endpoint, credentials, the number of attempts (<c>AWS_MAX_ATTEMPTS</c>) and the retry mode are resolved as in the AWS SDK; the
/// service-specific endpoint variable is <c>AWS_ENDPOINT_URL_KMS</c>. Signing needs <c>kms:Sign</c>, the public key
/// <c>kms:GetPublicKey</c>. The client is created by the first call.
/// </remarks>
public sealed class KmsLogSigner : ILogSigner, IDisposable
{
    // Sign, "Message": with MessageType RAW.
    private const int MaxTextBytes = 4096;

    private static readonly AwsService s_service = new("KMS", "kms", "kms", "2014-11-01");

    private readonly string _keyArn;
    private readonly Lazy<AwsJsonClient> _client;

    /// <summary>Creates a signer with a key.</summary>
    /// <param name="keyArn">The key's ARN.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">The text is not the ARN of a key.</exception>
    [CLSCompliant(false)]
    public KmsLogSigner(string keyArn, Action<ClientConfig>? configure = null)
        : this(KeyArn.Parse(keyArn) ?? throw new ArgumentException($"Expected {KeyArn.Form}.", nameof(keyArn)), configure)
    {
    }

    internal KmsLogSigner(KeyArn keyArn, Action<ClientConfig>? configure = null)
    {
        _keyArn = keyArn.Value;
        _client = new Lazy<AwsJsonClient>(() => new AwsJsonClient(
            new AwsServiceConfig(s_service, config =>
            {
                config.AuthenticationRegion = keyArn.Region;
                configure?.Invoke(config);
            }),
            "application/x-amz-json-1.1",
            "TrentService"));
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">KMS returned an error.</exception>
    /// <exception cref="InvalidOperationException">The key is of another kind.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> GetPublicKeyAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.Value.CallAsync("GetPublicKey", _keyArn, static (json, keyArn) =>
        {
            json.WriteStartObject();
            json.WriteString("KeyId"u8, keyArn);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        var spec = AwsJsonClient.TextOf(answer.Span, "KeySpec"u8);
        return spec is "ECC_NIST_P256" && AwsJsonClient.TextOf(answer.Span, "PublicKey"u8) is { } key
            ? Convert.FromBase64String(key)
            : throw new InvalidOperationException(
                $"The key {_keyArn} cannot sign a log: it must be of the spec ECC_NIST_P256 and for SIGN_VERIFY, and is of {spec}.");
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">KMS returned an error.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxTextBytes, nameof(text));
        var answer = await _client.Value.CallAsync("Sign", (KeyArn: _keyArn, text), static (json, call) =>
        {
            json.WriteStartObject();
            json.WriteString("KeyId"u8, call.KeyArn);
            json.WriteBase64String("Message"u8, call.text.Span);
            json.WriteString("MessageType"u8, "RAW"u8);
            json.WriteString("SigningAlgorithm"u8, "ECDSA_SHA_256"u8);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
        return AwsJsonClient.TextOf(answer.Span, "Signature"u8) is { } signature
            ? Convert.FromBase64String(signature)
            : throw new InvalidOperationException("KMS returned no signature.");
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
