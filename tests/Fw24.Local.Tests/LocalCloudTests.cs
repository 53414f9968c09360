using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

public sealed class LocalCloudTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_reaches_its_handler_and_the_audit_log()
    {
        var seen = new Seen();
        await using var cloud = LocalCloud.Create(
            ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.Cloudwatch)),
            options => options.Services = services => services.AddSingleton(seen));

        cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Placed", 10, "u-7")));
        cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Paid", 10, "u-8")));
        cloud.Tables["orders"].Delete(ShopApp.Key("o-1"));
        await cloud.RunUntilIdleAsync(Cancelled);

        Assert.Equal(["Placed", "Paid", "removed"], seen.StatusesOf("o-1"));
        Assert.Equal(3, cloud.LogGroups["/audit/logs/shop"].Events.Count);
        Assert.Equal(
            "writes=3 changes=3 published=3 delivered=6 handled=3 audited=3 parked=0 redelivered=0 retried=0 abandoned=0 dead-lettered=0 faults=0",
            cloud.Report().ToString());
    }
}
