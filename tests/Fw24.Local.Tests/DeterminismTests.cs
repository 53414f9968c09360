using Fw24.Local.Faults;
using Fw24.Local.Tests.Shop;

namespace Fw24.Local.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(1, "fifo")]
    [InlineData(2, "standard")]
    [InlineData(3, "own-table")]
    [InlineData(4, "same-table")]
    [InlineData(5, "parallel")]
    public async Task The_same_seed_gives_the_same_run_to_the_byte(ulong seed, string configuration)
    {
        var first = await RunAsync(seed, configuration);
        var second = await RunAsync(seed, configuration);

        Assert.True(first.Length > 10_000);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Another_seed_gives_another_run() => Assert.NotEqual(await RunAsync(1, "fifo"), await RunAsync(2, "fifo"));

    [Fact]
    public async Task A_plan_of_recorded_faults_gives_the_recorded_run()
    {
        var trace = new StringWriter();
        await using var cloud = RandomFaultTests.Create(7, "standard", new Seen(), trace);
        await RandomFaultTests.WriteAsync(cloud, 7);
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        var replay = new StringWriter();
        await using var again = RandomFaultTests.Create(7, "standard", new Seen(), replay, LocalFaults.Replay(7, cloud.Faults.Injected));
        await RandomFaultTests.WriteAsync(again, 7);
        await again.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(cloud.Faults.Injected, again.Faults.Injected);
        Assert.Equal(trace.ToString(), replay.ToString());
    }

    // The trace of the run, and the final state.
    private static async Task<string> RunAsync(ulong seed, string configuration)
    {
        var trace = new StringWriter();
        await using var cloud = RandomFaultTests.Create(seed, configuration, new Seen(), trace);
        await RandomFaultTests.WriteAsync(cloud, seed);
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        trace.WriteLine(cloud.Report());
        trace.WriteLine(cloud.Faults);
        foreach (var record in cloud.Tables["orders"].Stream!.Records)
        {
            trace.WriteLine(System.Text.Encoding.UTF8.GetString(record.Json.Span));
        }

        foreach (var message in cloud.ParkingQueue.Messages)
        {
            trace.WriteLine($"{message.MessageId} {message.Text}");
        }

        foreach (var stored in cloud.LogGroups.Values.SelectMany(static group => group.Events))
        {
            trace.WriteLine($"{stored.LogStream} {stored.IngestedAt:O} {stored.Text}");
        }

        return trace.ToString();
    }
}
