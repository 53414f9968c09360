using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Aws;

[assembly: AssemblyFixture(typeof(Fw24.Integration.Tests.Harness.DynamoDbLocal))]

namespace Fw24.Integration.Tests.Harness;

/// <summary>
/// DynamoDB Local with its streams, in memory, on a free port of this machine. Tests share one and create tables with unique names; a test that
/// needs given names starts its own.
/// </summary>
/// <remarks>It runs with <c>-sharedDb</c>: with a database per access key, it starts to refuse writes to streamed tables at random.</remarks>
public sealed class DynamoDbLocal : IAsyncLifetime
{
    private static readonly BasicAWSCredentials s_credentials = new("local", "local");

    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private Process? _process;
    private int _tables;

    public Uri Url { get; private set; } = null!;

    public AmazonDynamoDBClient Client { get; private set; } = null!;

    public DynamoDbStreamsClient Streams { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Another program may take the port between the search for a free one and its use.
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
            _process = Start(port);
            if (await IsListeningAsync(port))
            {
                break;
            }

            await StopAsync();
            if (attempt is 3)
            {
                throw new InvalidOperationException($"DynamoDB Local did not start within {s_startTimeout.TotalSeconds} s. It said:\n{_output}");
            }
        }

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
        await StopAsync();
    }

    /// <summary>Creates a client that the caller disposes.</summary>
    public AmazonDynamoDBClient NewClient()
        => new(s_credentials, new AmazonDynamoDBConfig { ServiceURL = Url.ToString(), AuthenticationRegion = "eu-central-1" });

    /// <summary>Creates a table name that no other test uses.</summary>
    public string NewTableName() => string.Create(CultureInfo.InvariantCulture, $"test-{Interlocked.Increment(ref _tables):D4}");

    private Process Start(int port)
    {
        var folder = typeof(DynamoDbLocal).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static metadata => metadata.Key is "DynamoDbLocalFolder").Value!;
        var start = new ProcessStartInfo("java")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m",
                "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
                "-inMemory", "-sharedDb", "-port", port.ToString(CultureInfo.InvariantCulture),
            },
        };
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += Keep;
            process.ErrorDataReceived += Keep;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("The integration tests run DynamoDB Local, which is a Java program, and there is no \"java\" on the path. Install a Java runtime, version 11 or later.", exception);
        }
    }

    private async Task<bool> IsListeningAsync(int port)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_process!.HasExited && Stopwatch.GetElapsedTime(started) < s_startTimeout)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        return false;
    }

    private async Task StopAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
