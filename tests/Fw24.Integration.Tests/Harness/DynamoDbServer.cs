using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Harness;

/// <summary>
/// DynamoDB Local with its streams. Tests share one and create tables with unique names; a test that needs given names starts its own.
/// </summary>
/// <param name="package">The npm package that contains the server.</param>
/// <param name="folder">The folder with its jar, within the package.</param>
/// <param name="options">Options of this version alone.</param>
public abstract class DynamoDbServer(string package, string folder, params string[] options) : IAsyncLifetime
{
    private static readonly BasicAWSCredentials s_credentials = new("local", "local");

    private DynamoDbProcess? _process;
    private int _tables;

    public Uri Url => _process!.Url;

    public AmazonDynamoDBClient Client { get; private set; } = null!;

    public DynamoDbStreamsClient Streams { get; private set; } = null!;

    /// <summary>The server's name and version, and where it comes from.</summary>
    public string Description => $"DynamoDB Local {Version} (npm {package} {NpmPackages.VersionOf(package)})";

    /// <summary>The server's version.</summary>
    protected abstract string Version { get; }

    /// <summary>The folder with the server's jar.</summary>
    protected string Folder => NpmPackages.Of(package, folder);

    /// <summary>What the server has printed.</summary>
    protected string Output => _process?.Output ?? "";

    public async ValueTask InitializeAsync()
    {
        _process = await DynamoDbProcess.StartAsync(Folder, options);
        Client = NewClient();
        Streams = new DynamoDbStreamsClient(config =>
        {
            config.ServiceURL = Url.ToString();
            config.DefaultAWSCredentials = s_credentials;
        });
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Streams?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Creates a store that the caller disposes.</summary>
    public DynamoDbItemStore NewStore() => new(config =>
    {
        config.ServiceURL = Url.ToString();
        config.AuthenticationRegion = "eu-central-1";
        config.DefaultAWSCredentials = s_credentials;
    });

    /// <summary>Creates a client that the caller disposes.</summary>
    public AmazonDynamoDBClient NewClient()
        => new(s_credentials, new AmazonDynamoDBConfig { ServiceURL = Url.ToString(), AuthenticationRegion = "eu-central-1" });

    /// <summary>Creates a table name that no other test uses.</summary>
    public string NewTableName() => string.Create(CultureInfo.InvariantCulture, $"test-{Interlocked.Increment(ref _tables):D4}");
}
