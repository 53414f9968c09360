using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fw24.Integration.Tests.Harness;

/// <summary>A server that is an npm package, in memory, on a free port of this machine.</summary>
/// <param name="package">The package; the script of its name starts it.</param>
public abstract partial class NodeServer(string package) : IAsyncLifetime
{
    private ServerProcess? _process;

    public Uri Url { get; private set; } = null!;

    /// <summary>The server's name and version, and what it runs on.</summary>
    public string Description { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo(NpmPackages.Node, [NodeScript.PathOf($"{package}.mjs")]);
        _process = ServerProcess.Start(start, "Install Node.js 22.5 or later.");
        var listening = await _process.LineAsync(Listening());
        Url = new Uri(listening.Groups["url"].Value);
        Description = $"{package} {NpmPackages.VersionOf(package)} on Node.js {listening.Groups["node"].Value.TrimStart('v')}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [GeneratedRegex(@"^listening on (?<url>http://[0-9.:]+) by Node.js (?<node>\S+)", RegexOptions.Multiline)]
    private static partial Regex Listening();
}
