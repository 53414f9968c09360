using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Fw24.Integration.Tests.Bootstrap;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Benchmarks;

/// <summary>
/// <c>coldstart</c>: the sample's stream function in its own process with a loopback runtime API, native AOT and JIT: from the
/// start of the process to its first call of <c>next</c>, and from there to the response of its first invocation.
/// </summary>
internal static class ColdStartContest
{
    private const int Rounds = 15;

    /// <summary>Runs the contest.</summary>
    /// <param name="args">The options: the folder of the published sample, if it is already published.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 1 ? args[1] : Path.Combine(Path.GetTempPath(), "fw24-coldstart");
        var (aot, jit) = (Path.Combine(folder, "aot"), Path.Combine(folder, "jit"));
        await PublishAsync(aot, "-p:PublishAot=true");
        await PublishAsync(jit, "--no-self-contained", "-p:PublishReadyToRun=false");
        var (aotZip, jitZip) = (new FileInfo(Path.Combine(aot, "bootstrap.zip")).Length, Zip(jit));
        Console.WriteLine($"coldstart: orders-stream of the sample, {Rounds} starts each; time on the clock");

        Side[] sides = [new("native AOT", [Path.Combine(aot, "Orders")]), new("JIT", ["dotnet", Path.Combine(jit, "Orders.dll")])];
        await using var cloud = new LoopbackCloud();
        for (var round = -2; round < Rounds; round++)
        {
            foreach (var side in sides)
            {
                var times = await StartAsync(side.Command, cloud);
                if (round >= 0)
                {
                    side.Starts.Add(times.Start);
                    side.Invocations.Add(times.Invocation);
                }
            }
        }

        foreach (var side in sides)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {side.Name,-12} first next after {side.Start,7:0.0} ms   first invocation {side.Invocation,7:0.0} ms"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"coldstart aot_next_ms={sides[0].Start:0.0} jit_next_ms={sides[1].Start:0.0} ratio={sides[1].Start / sides[0].Start:0.0} aot_first_invocation_ms={sides[0].Invocation:0.0} jit_first_invocation_ms={sides[1].Invocation:0.0} aot_bytes={new FileInfo(Path.Combine(aot, "Orders")).Length} aot_zip_bytes={aotZip} jit_zip_bytes={jitZip}"));
        return 0;
    }

    // Uses the compiler server, and no analyzers: they take as long as the rest and do not change the output. Without lock files: the restore for
    // a runtime would write it to those of the repository.
    private static async Task PublishAsync(string folder, params string[] options)
    {
        Console.WriteLine($"  publishing the sample: {string.Join(' ', options)}");
        string[] arguments =
        [
            "publish", Path.Combine(Repository(), "samples/Orders/Orders"), "-c", "Release", "-r", "linux-x64", "-o", folder,
            "-v:q", "-nologo", "-p:UseSharedCompilation=true", "-p:RunAnalyzers=false",
            "-p:RestorePackagesWithLockFile=false", "-p:RestoreLockedMode=false",
            $"-p:NuGetLockFilePath={Path.Combine(folder, "none.lock.json")}",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, .. options]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("The sample cannot be published.");
        }
    }

    // Publishing with native AOT leaves only what is deployed. Symbols are excluded.
    private static long Zip(string folder)
    {
        var path = folder + ".zip";
        File.Delete(path);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(static file => Path.GetExtension(file) is not (".dbg" or ".pdb" or ".xml")).Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(file, Path.GetFileName(file), CompressionLevel.SmallestSize);
            }
        }

        return new FileInfo(path).Length;
    }

    private static async Task<(double Start, double Invocation)> StartAsync(string[] command, LoopbackCloud cloud)
    {
        var (next, answered) = (new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var lambda = new LoopbackServer(request =>
        {
            if (request.Method is "GET")
            {
                return next.TrySetResult(Stopwatch.GetTimestamp()) ? Task.FromResult(Invocation()) : new TaskCompletionSource<LoopbackAnswer>().Task;
            }

            answered.TrySetResult(request.Target.EndsWith("/response", StringComparison.Ordinal) ? Stopwatch.GetTimestamp() : throw new InvalidOperationException(request.Text));
            return Task.FromResult(LoopbackAnswer.Of(202));
        });

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        foreach (var (name, value) in Variables(cloud, lambda))
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var asked = await next.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return (Stopwatch.GetElapsedTime(started, asked).TotalMilliseconds, Stopwatch.GetElapsedTime(asked, await answered.Task.WaitAsync(TimeSpan.FromSeconds(30))).TotalMilliseconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static LoopbackAnswer Invocation() => LoopbackAnswer.Of(200, StreamPayloads.Of("orders"), headers:
    [
        ("Lambda-Runtime-Aws-Request-Id", "r-1"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:orders-stream"),
        ("Lambda-Runtime-Deadline-Ms", DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
    ]);

    private static Dictionary<string, string> Variables(LoopbackCloud cloud, LoopbackServer lambda) => new()
    {
        ["AWS_LAMBDA_RUNTIME_API"] = lambda.Endpoint,
        ["FW24_FUNCTION"] = "orders-stream",
        ["FW24_TOPIC_ARN"] = "arn:aws:sns:eu-central-1:123456789012:orders-stream.fifo",
        ["FW24_PARKING_QUEUE_URL"] = $"{cloud.Url}/123456789012/orders-parking",
        ["AWS_ENDPOINT_URL"] = cloud.Url,
        ["AWS_REGION"] = "eu-central-1",
        ["AWS_ACCESS_KEY_ID"] = "key",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fw24.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("This program is not within its repository.");
        }

        return folder;
    }

    private sealed record Side(string Name, string[] Command)
    {
        public List<double> Starts { get; } = [];

        public List<double> Invocations { get; } = [];

        public double Start => Median(Starts);

        public double Invocation => Median(Invocations);

        private static double Median(List<double> values)
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }
}
