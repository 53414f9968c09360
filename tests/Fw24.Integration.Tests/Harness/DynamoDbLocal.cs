using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Fw24.Integration.Tests.Harness.DynamoDbLocal))]

namespace Fw24.Integration.Tests.Harness;

/// <summary>DynamoDB Local of November 2024, the newest in a package: the server of all tests that do not say otherwise.</summary>
public sealed partial class DynamoDbLocal() : DynamoDbServer("amplify-dynamodb-simulator", "emulator", "-disableTelemetry")
{
    /// <inheritdoc/>
    protected override string Version => PrintedVersion().Match(Output).Groups[1].Value;

    [GeneratedRegex(@"^Version:\s*(\S+)", RegexOptions.Multiline)]
    private static partial Regex PrintedVersion();
}
