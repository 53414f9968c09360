using Fw24.Audit;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>
/// A replica of a global table: DynamoDB marks replicated writes only in version 2017.11.29, a [WriteRegion] property in each.
/// </summary>
public sealed class ReplicaTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A1_11_the_region_of_the_last_write_is_the_origin_of_a_change(bool isReplicated)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (seen, log) = (new Seen(), new AuditAttribute(AuditLoggerType.Cloudwatch));
        await using var cloud = LocalCloud.Create(
            ShopApp.Model(audit: log, isReplicated: isReplicated), options => options.Services = services => services.AddSingleton(seen));
        var (orders, replica) = (cloud.Table<Order>(), cloud.Tables["orders"]);

        await orders.PutAsync(new Order("a", "here", 1), cancellation);
        replica.Put(ShopApp.Item(new Order("a", "elsewhere", 1, "us-east-1")));
        replica.Put(ShopApp.Item(new Order("b", "elsewhere", 1, "us-east-1")));
        await orders.PutAsync(new Order("a", "here", 2, "us-east-1"), cancellation);
        replica.Put(ShopApp.Item(new Order("a", "nowhere", 1)));
        replica.Delete(ShopApp.Key("b"));
        await cloud.RunUntilIdleAsync(cancellation);

        ChangeOrigin[] expected = isReplicated
            ? [ChangeOrigin.Application, ChangeOrigin.Replication, ChangeOrigin.Application, ChangeOrigin.Application]
            : [ChangeOrigin.Application, ChangeOrigin.Application, ChangeOrigin.Application, ChangeOrigin.Application];
        Assert.Equal(expected, OriginsOf("a"));
        Assert.Equal([expected[1], ChangeOrigin.Application], OriginsOf("b"));

        var trails = AuditTrail.Gather(cloud.LogGroups["/audit/logs/shop"].Events.Select(static line => AuditEntry.Parse(line.Message.Span)));
        Assert.Equal(expected, trails.Single(static trail => trail.Entries.Count == 4).Entries.Select(static entry => entry.Origin));
        Assert.Empty(cloud.Failures);

        IEnumerable<ChangeOrigin> OriginsOf(string id) => seen.Changes.Where(change => Seen.Key(change) == id).Select(static change => change.Origin);
    }
}
