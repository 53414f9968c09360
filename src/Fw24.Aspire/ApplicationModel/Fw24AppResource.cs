using System.Buffers.Text;
using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Fw24 app that <c>fw24 dev</c> runs: its tables, its functions in one process, and their console.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="workingDirectory">The folder in which the tool is started.</param>
/// <param name="projectPath">The full path of the app's project.</param>
public sealed class Fw24AppResource(string name, string workingDirectory, string projectPath)
    : ExecutableResource(name, "fw24", workingDirectory)
{
    internal const string DynamoDbEndpointName = "dynamodb";
    internal const string ConsoleEndpointName = "console";
    private const int TokenBytes = 32;

    private volatile bool _isFresh;

    /// <summary>The app's project.</summary>
    public string ProjectPath { get; } = projectPath;

    /// <summary>The endpoint of the tables.</summary>
    public EndpointReference DynamoDbEndpoint => new(this, DynamoDbEndpointName);

    /// <summary>The endpoint of the console.</summary>
    public EndpointReference ConsoleEndpoint => new(this, ConsoleEndpointName);

    /// <summary>The region in which the tables are called. Default: <c>eu-central-1</c>.</summary>
    public string Region { get; internal set; } = "eu-central-1";

    /// <summary>The folder of what is kept between runs; <see langword="null"/> for <c>.fw24</c> beside the app's project.</summary>
    public string? StateFolder { get; internal set; }

    /// <summary>The path of the console, with the secret that admits a browser.</summary>
    internal string ConsolePath { get; } = $"/?token={NewToken()}";

    /// <summary>The secret that admits a browser to the console.</summary>
    internal string ConsoleToken => ConsolePath[(ConsolePath.IndexOf('=', StringComparison.Ordinal) + 1)..];

    /// <summary>The arguments of the command that come before the tool's.</summary>
    internal IReadOnlyList<string> ToolArguments { get; set; } = [];

    /// <summary>Indicates whether the next start deletes the state of earlier ones.</summary>
    internal bool IsFresh
    {
        get => _isFresh;
        set => _isFresh = value;
    }

    /// <summary>Adds the command line after the command.</summary>
    internal void AddArguments(IList<object> arguments)
    {
        foreach (var argument in ToolArguments)
        {
            arguments.Add(argument);
        }

        // Nobody builds a project twice at a time: the AppHost has built it.
        Add("dev", "--app", ProjectPath, "--no-watch");
        Add("--dynamodb-port", DynamoDbEndpoint.Property(EndpointProperty.TargetPort));
        Add("--port", ConsoleEndpoint.Property(EndpointProperty.TargetPort));
        if (StateFolder is not null)
        {
            Add("--state", StateFolder);
        }

        if (IsFresh)
        {
            Add("--fresh");
        }

        void Add(params ReadOnlySpan<object> added)
        {
            foreach (var argument in added)
            {
                arguments.Add(argument);
            }
        }
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
}
