using Fw24.Local.Faults;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task H31_A_right_that_is_missing_is_missing_for_a_while_and_everything_waits_for_it()
    {
        var seen = new Seen();
        await using var cloud = LocalCloud.Create(ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)), options =>
        {
            options.Services = services => services.AddSingleton(seen);

            // After one call is denied, all calls shortly after it are denied, too.
            options.Faults = LocalFaults.Random(3, new LocalFaultRates { Deny = 0.02 }, maxPerBatch: 1000);
        });
        for (var order = 0; order < 60; order++)
        {
            cloud.Tables["orders"].Put(ShopApp.Item(new Shop.Order($"o-{order}", "Placed", 1)));
            await cloud.AdvanceAsync(TimeSpan.FromSeconds(20), Cloud.Cancelled);
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var denials = cloud.Faults.Injected;
        Assert.All(denials, static fault => Assert.Equal(FaultKind.Deny, fault.Kind));
        var longest = denials.GroupBy(static fault => (fault.Boundary, fault.Target)).Max(static group => group.Count());
        Assert.True(longest > 5, $"{longest}");
        Assert.True(cloud.Report().DeadLettered + cloud.Report().AbandonedRecords > 0);

        // Not poison: denied work waits for a replay, and nothing is parked.
        Assert.Equal(0, cloud.Report().Parked);
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
