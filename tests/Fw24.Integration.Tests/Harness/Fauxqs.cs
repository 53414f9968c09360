using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fw24.Integration.Tests.Harness;

/// <summary>fauxqs: SNS, SQS and S3 over their real protocols, in memory, on a free port of this machine.</summary>
public sealed partial class Fauxqs : IAsyncLifetime
{
    private ServerProcess? _process;

    public Uri Url { get; private set; } = null!;

    /// <summary>The server's name and version, and what it runs on.</summary>
    public string Description { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo(NpmPackages.Node, [NodeScript.PathOf("fauxqs.mjs")]);
        _process = ServerProcess.Start(start, "Install Node.js 22.5 or later.");
        var listening = await _process.LineAsync(Listening());
        Url = new Uri(listening.Groups["url"].Value);
        Description = $"fauxqs {NpmPackages.VersionOf("fauxqs")} on Node.js {listening.Groups["node"].Value}";
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    [GeneratedRegex("^listening on (?<url>http://[0-9.:]+) by Node.js (?<node>.+)$", RegexOptions.Multiline)]
    private static partial Regex Listening();
}
