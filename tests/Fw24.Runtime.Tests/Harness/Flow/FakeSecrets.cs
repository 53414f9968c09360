using Fw24.Aws;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>Secrets Manager, as instructed by a test.</summary>
internal sealed class FakeSecrets : ISecretsManager
{
    /// <summary>Returns the secret's value, or fails.</summary>
    public Func<CancellationToken, ValueTask<string?>> OnGet { get; set; } = static _ => new((string?)null);

    /// <summary>The requested ARNs.</summary>
    public List<string> Asked { get; } = [];

    public ValueTask<string?> GetSecretValueAsync(string secretArn, CancellationToken cancellationToken)
    {
        Asked.Add(secretArn);
        return OnGet(cancellationToken);
    }
}
