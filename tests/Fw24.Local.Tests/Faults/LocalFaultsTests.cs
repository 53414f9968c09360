using Fw24.Local.Faults;
using Fw24.Local.Resources;

namespace Fw24.Local.Tests.Faults;

public sealed class LocalFaultsTests
{
    private static readonly LocalFaultRates s_always = new() { CrashBefore = 1 };

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    [InlineData(-1, 3)]
    public async Task Faults_alone_use_up_no_retries(int retries, int invocations)
    {
        await using var cloud = Create(retries, LocalFaults.Random(1, s_always));
        cloud.Tables["things"].Put(Cloud.Thing("a", 1));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(invocations, cloud.Report().Functions["reader"].Invocations);
        Assert.Equal(0, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task Faults_that_are_asked_to_use_up_retries_do()
    {
        await using var cloud = Create(3, LocalFaults.Random(1, s_always, maxPerBatch: 100));
        cloud.Tables["things"].Put(Cloud.Thing("a", 1));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(1, cloud.Report().AbandonedRecords);
    }

    [Fact]
    public async Task Faults_say_what_struck_where_and_when()
    {
        await using var cloud = Create(3, LocalFaults.Random(9, s_always));
        cloud.Tables["things"].Put(Cloud.Thing("a", 1));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(
            "random faults, seed 9\n#1 00:00:00.000 CrashBefore at Invoke of reader\n#2 00:00:01.000 CrashBefore at Invoke of reader",
            cloud.Faults.ToString());
        Assert.Equal("no faults", LocalFaults.None.ToString());
    }

    private static LocalCloud Create(int retries, LocalFaults faults) => Cloud.Create(
        Cloud.Topology(
            [Cloud.Table()],
            functions: [Cloud.Function("reader")],
            streamMappings: [new StreamMappingResource { Table = "things", Function = "reader", RetryAttempts = retries }]),
        options =>
        {
            options.Faults = faults;
            options.Replace("reader", static (_, _, _) => default);
        });
}
