using System.Diagnostics;
using Fw24.Integration.Tests.Harness;
using Orders.Local;

namespace Fw24.Integration.Tests.Wires;

/// <summary>The sample's program as a user runs it at endpoints, in a process whose variables its functions' clients read.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class EndpointRunTests(WiredServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task E1_P2_At_endpoints_a_run_counts_what_it_counts_embedded()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{servers.DynamoDb.Description}; {servers.Messaging.Description}");
        var (exitCode, output) = await RunAsync("--dynamodb", $"{servers.DynamoDb.Url}", "--messaging", $"{servers.Messaging.Url}");
        var embedded = await SampleRun.StartAsync(new RunOptions());

        Assert.True(exitCode is 0, output);
        Assert.Equal(embedded.LastLine, output.TrimEnd().Split('\n')[^1]);

        // What the endpoint cannot do is said at the start.
        Assert.Contains("does not match elements of a String.Array", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dynamodb", "--messaging http://127.0.0.1:4566")]
    [InlineData("on this machine", "--messaging https://sns.eu-central-1.amazonaws.com --dynamodb http://127.0.0.1:8000")]
    [InlineData("--faults", "--messaging http://127.0.0.1:4566 --dynamodb http://127.0.0.1:8000 --faults 1")]
    [InlineData("--messaging takes a URL", "--messaging 4566 --dynamodb http://127.0.0.1:8000")]
    public async Task Options_that_do_not_go_together_are_refused(string expected, string arguments)
    {
        var (exitCode, output) = await RunAsync(arguments.Split(' '));

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Orders.Local.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await errors + output);
    }
}
