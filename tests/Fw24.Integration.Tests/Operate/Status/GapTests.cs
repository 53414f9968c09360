using Fw24.Local;
using Fw24.Operations.Status;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>The gaps of an audit, counted by its index.</summary>
public sealed class GapTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_that_finds_records_by_time_counts_its_gaps_itself()
    {
        await using var app = DeployedOrders.Create();
        app.CloudWatch.Values[("GapsOpened", "customers-audit")] = [7];
        await using var cloud = LocalCloud.Create(
            OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer, LogMailer>());
        await ChangeAsync(cloud, "Ada");
        Assert.Equal((new GapCount(0, IsExact: true), 0), await CountAsync(app, cloud));

        await cloud.Table<Customer>().PutAsync(new Customer { CustomerId = "cus-7", Name = "Bea" }, cancellationToken: Stop);
        var queue = cloud.Queues["customers-audit"];
        while (queue.Count == 0)
        {
            Assert.True(await cloud.StepAsync(Stop));
        }

        queue.Delete(Assert.Single(queue.Receive()));
        await ChangeAsync(cloud, "Cem");

        Assert.Equal((new GapCount(1, IsExact: true), 1), await CountAsync(app, cloud));
    }

    private static async Task ChangeAsync(LocalCloud cloud, string name)
    {
        await cloud.Table<Customer>().PutAsync(new Customer { CustomerId = "cus-7", Name = name }, cancellationToken: Stop);
        await cloud.RunUntilIdleAsync(Stop);
    }

    private static async Task<(GapCount? Gaps, int Problems)> CountAsync(DeployedOrders app, LocalCloud cloud)
    {
        using var inspection = new AppInspection(app.Configure);
        var code = new InspectedCode { Audit = (OrdersApp.Model, cloud.AuditReader()) };
        var state = await inspection.InspectAsync(app.Manifest, null, code, Stop);
        var function = state.Functions.Single(static function => function.Name == "orders-customers-audit");
        return (function.Gaps, state.Resources.Sum(static resource => resource.Problems.Count));
    }
}
