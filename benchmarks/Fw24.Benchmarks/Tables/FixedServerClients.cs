using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Tables;

namespace Fw24.Benchmarks.Tables;

/// <summary>The clients of a server on this machine that answers as DynamoDB does.</summary>
internal static class FixedServerClients
{
    private const string Region = "eu-central-1";

    private static readonly BasicAWSCredentials s_credentials = new("local", "local");

    /// <summary>Creates the SDK's low-level client.</summary>
    /// <param name="url">The server's address.</param>
    public static AmazonDynamoDBClient CreateClient(string url)
        => new(s_credentials, new AmazonDynamoDBConfig { ServiceURL = url, AuthenticationRegion = Region });

    /// <summary>Creates the store of Fw24.</summary>
    /// <param name="url">The server's address.</param>
    public static DynamoDbItemStore CreateStore(string url) => new(config =>
    {
        config.ServiceURL = url;
        config.AuthenticationRegion = Region;
        config.DefaultAWSCredentials = s_credentials;
    });
}
