using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Harness.Aws;

/// <summary>Sets the process's variables that AWS clients read, until it is disposed. Every other client would read them, too.</summary>
internal sealed class AwsVariables : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public AwsVariables()
    {
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_ACCESS_KEY_ID", LoopbackAws.AccessKey);
        Set("AWS_SECRET_ACCESS_KEY", LoopbackAws.SecretKey);
        Set("AWS_MAX_ATTEMPTS", null);
    }

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
        Forget();
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Forget();
    }

    // The SDK reads most variables once.
    private static void Forget()
    {
        FallbackInternalConfigurationFactory.Reset();
        FallbackRegionFactory.Reset();
    }
}
