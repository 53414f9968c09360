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

[assembly: AssemblyFixture(typeof(Fw24.Integration.Tests.DynamoDbLocal))]

namespace Fw24.Integration.Tests;

/// <summary>
/// DynamoDB Local with its streams, in memory, on a free port of this machine. All tests share one process; as on AWS, tables of
/// another access key (an account's) or region are others.
/// </summary>
public sealed class DynamoDbLocal : IAsyncLifetime
{
    /// <summary>The region of every database that a test opens.</summary>
    public const string Region = "eu-central-1";

    // The sample's own runs sign with "local".
    private const string AccessKey = "tests";

    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private Process? _process;
    private int _tables;

    public Uri Url { get; private set; } = null!;

    public AmazonDynamoDBClient Client { get; private set; } = null!;

    public DynamoDbStreamsClient Streams { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Another program may take the port between asking for a free one and using it.
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

        Client = OpenDatabase();
        Streams = new DynamoDbStreamsClient(config =>
        {
            config.ServiceURL = Url.ToString();
            config.AuthenticationRegion = Region;
            config.DefaultAWSCredentials = new BasicAWSCredentials(AccessKey, "secret");
        });
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Streams?.Dispose();
        await StopAsync();
    }

    /// <summary>A client of an access key's database; the key is of letters and digits. Tests that need tables of given names take a key of their own.</summary>
    public AmazonDynamoDBClient OpenDatabase(string accessKey = AccessKey) =>
        new(new BasicAWSCredentials(accessKey, "secret"), new AmazonDynamoDBConfig { ServiceURL = Url.ToString(), AuthenticationRegion = Region });

    /// <summary>A name no other test's table has.</summary>
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
                "-inMemory", "-port", port.ToString(CultureInfo.InvariantCulture),
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
