using System.Diagnostics;
using System.Globalization;

namespace Fw24.Integration.Tests.Harness;

/// <summary>DynamoDB Local as a process, in memory unless an option names a folder, on a free port of this machine.</summary>
/// <remarks>
/// It runs with <c>-sharedDb</c>: with a database per access key, it starts to refuse writes to streamed tables at random.
/// </remarks>
internal sealed class DynamoDbProcess : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private DynamoDbProcess(ServerProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>What the server has printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts the server and waits until it accepts connections.</summary>
    /// <param name="folder">The folder with its jar.</param>
    /// <param name="options">Options of this version alone.</param>
    public static async Task<DynamoDbProcess> StartAsync(string folder, params string[] options)
    {
        // Another program may take the port between the search for a free one and its use.
        for (var attempt = 1; ; attempt++)
        {
            var port = ServerProcess.FreePort();
            var process = Start(folder, port, options);
            if (await process.IsListeningAsync(port))
            {
                return new DynamoDbProcess(process, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));
            }

            await process.DisposeAsync();
            if (attempt is 3)
            {
                throw new InvalidOperationException($"DynamoDB Local did not start. It said:\n{process.Output}");
            }
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ServerProcess Start(string folder, int port, string[] options)
    {
        var start = new ProcessStartInfo("java")
        {
            WorkingDirectory = folder,
            ArgumentList =
            {
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m",
                "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
                "-sharedDb", "-port", port.ToString(CultureInfo.InvariantCulture),
            },
        };
        string[] place = options.Contains("-dbPath") ? [] : ["-inMemory"];
        foreach (var option in place.Concat(options))
        {
            start.ArgumentList.Add(option);
        }

        return ServerProcess.Start(start, "DynamoDB Local is a Java program: install a Java runtime, version 17 or later.");
    }
}
