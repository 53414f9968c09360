using System.Reflection;
using System.Text.RegularExpressions;
using Fw24.Integration.Tests.Harness;
using Orders.Local;

namespace Fw24.Integration.Tests;

public sealed partial class EmbeddedSampleTests
{
    [Fact]
    public async Task A_run_ends_with_its_counts_and_a_right_fold()
    {
        var run = await SampleRun.StartAsync(new RunOptions());

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^orders: writes=[0-9]+ changes=[0-9]+ published=[0-9]+ handled=[0-9]+ audited=[0-9]+ parked=0 fold=ok$", run.LastLine);
        Assert.Single(Regex.Matches(run.Output, "^orders: ", RegexOptions.Multiline));
        Assert.Equal((2_000, run.Count("changes"), run.Count("changes")), (run.Count("writes"), run.Count("published"), run.Count("audited")));

        // A few writes change nothing.
        Assert.InRange(run.Count("changes"), 1_900, 1_999);
    }

    [Fact]
    public async Task What_the_stacks_manifest_says_is_deployed_runs_to_the_same_line()
    {
        var deployed = await SampleRun.StartAsync(new RunOptions { Manifest = SampleManifest });

        Assert.Equal(0, deployed.ExitCode);
        Assert.Equal((await SampleRun.StartAsync(new RunOptions())).LastLine, deployed.LastLine);
    }

    [Fact]
    public async Task Redirected_output_is_plain_text()
    {
        var run = await SampleRun.StartAsync(new RunOptions());

        Assert.DoesNotContain(run.Output, static character => char.IsControl(character) && character is not '\n');
        Assert.Contains("Placed → Paid", run.Output);
        Assert.Contains("What became of every change", run.Output);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var first = await SampleRun.StartAsync(new RunOptions { Seed = 7, FaultSeed = 7 });
        var second = await SampleRun.StartAsync(new RunOptions { Seed = 7, FaultSeed = 7 });

        Assert.Equal(Elapsed().Replace(first.Output, ""), Elapsed().Replace(second.Output, ""));
    }

    [Fact]
    public async Task H11_poison_is_parked_and_blocks_nothing()
    {
        var run = await SampleRun.StartAsync(new RunOptions { FaultSeed = 5 });

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Count("parked"), 10, 100);
        Assert.Equal((2_000, run.Count("changes"), run.Count("changes")), (run.Count("writes"), run.Count("published"), run.Count("audited")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(42UL)]
    public async Task F14_11_the_READMEs_last_lines_are_those_of_a_run(ulong? faults)
    {
        var run = await SampleRun.StartAsync(new RunOptions { FaultSeed = faults });

        var documented = LastLines().Matches(await File.ReadAllTextAsync(ReadMe, TestContext.Current.CancellationToken));
        Assert.Equal(2, documented.Count);
        Assert.Equal(run.LastLine, documented[faults is null ? 0 : 1].Value);
    }

    // Beside samples/Orders/Orders.Infra/fw24.manifest.json.
    private static string ReadMe => Path.Combine(SampleManifest.DirectoryName!, "../../../README.md");

    private static FileInfo SampleManifest { get; } = new(typeof(EmbeddedSampleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static data => data.Key is "OrdersManifest")
        .Value!);

    [GeneratedRegex("^orders: writes=.*$", RegexOptions.Multiline)]
    private static partial Regex LastLines();

    [GeneratedRegex(@"took [0-9.]+ s")]
    private static partial Regex Elapsed();
}
