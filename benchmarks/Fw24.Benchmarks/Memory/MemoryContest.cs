using System.Diagnostics;
using System.Globalization;

namespace Fw24.Benchmarks.Memory;

/// <summary>
/// <c>memory</c>: the peak memory of an invocation with the largest payload that Lambda passes on, in a process of its own for each side.
/// </summary>
/// <remarks>What the process used before, warm and without a payload, does not count; the payload itself does.</remarks>
internal static class MemoryContest
{
    /// <summary>Runs the contest, or the one side that a child process measures.</summary>
    /// <param name="args">The options: <c>--side</c>, its name and the file of its payload.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [_, "--side", var side, var file])
        {
            return MemorySide.Measure(side, file);
        }

        if (!OperatingSystem.IsLinux())
        {
            await Console.Error.WriteLineAsync("memory reads the peak of a process from /proc, which only Linux has.");
            return 1;
        }

        var ratios = new Dictionary<string, double>();
        foreach (var name in MemorySide.Names)
        {
            var payload = Path.GetTempFileName();
            try
            {
                await File.WriteAllBytesAsync(payload, MemorySide.Payload(name));
                ratios[name] = await MeasureAsync(name, payload);
            }
            finally
            {
                File.Delete(payload);
            }
        }

        Console.WriteLine("memory " + string.Join(' ', ratios.Select(static ratio
            => string.Create(CultureInfo.InvariantCulture, $"{ratio.Key}_vs_payload={ratio.Value:0.00}"))));
        return 0;
    }

    private static async Task<double> MeasureAsync(string side, string payload)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["memory", "--side", side, payload]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The side {side} failed.");
        }

        var bytes = new FileInfo(payload).Length;
        var peak = long.Parse(output, CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {side,-8} payload {bytes / 1024.0,7:N0} KB   peak {peak / 1024.0,7:N0} KB"));
        return (double)peak / bytes;
    }
}
