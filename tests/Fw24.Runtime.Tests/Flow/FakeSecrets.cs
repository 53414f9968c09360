using Fw24.Aws;

namespace Fw24.Runtime.Tests.Flow;

/// <summary>Secrets Manager as a test says.</summary>
internal sealed class FakeSecrets : ISecretsManager
{
    /// <summary>What the secret holds, or how it fails.</summary>
    public Func<CancellationToken, ValueTask<string?>> OnGet { get; set; } = static _ => new((string?)null);

    /// <summary>The ARNs that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public ValueTask<string?> GetSecretValueAsync(string secretArn, CancellationToken cancellationToken)
    {
        Asked.Add(secretArn);
        return OnGet(cancellationToken);
    }
}
