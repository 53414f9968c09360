using System.Text.Json;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Orders.Local.Checks;
using Orders.Local.Commands;

namespace Orders.Local.Shops;

/// <summary>The shop on the embedded engine, with its tables here or in DynamoDB.</summary>
internal abstract class LocalShop : Shop
{
    protected LocalShop(Action<LocalCloudOptions> configure)
    {
        Cloud = LocalCloud.Create(Handled.Watch(OrdersApp.Model), options =>
        {
            options.Services = services => services.AddSingleton<IMailer>(Mailer);
            configure(options);
        });
        Tables = new ShopTables(
            Cloud.Table<Order>(), Cloud.Table<OrderNote>(), Cloud.Table<Customer>(), Cloud.Table<Product>(), Cloud.Store);
    }

    public LocalCloud Cloud { get; }

    public override ShopTables Tables { get; }

    public override DateTimeOffset Now => Cloud.Time.GetUtcNow();

    public override int Poison => (int)Cloud.Faults.PoisonCount;

    public override LocalReport Report => Cloud.Report();

    public override Task<int> PublishedOfAsync(TableModel table, CancellationToken cancellationToken)
        => Task.FromResult(Cloud.Topics[table.TopicName].Messages.Select(static message => EventIdOf(message.Body)).Distinct().Count());

    public override Task<int> ParkedAsync(CancellationToken cancellationToken) => Task.FromResult((int)Report.Parked);

    public override Task<IReadOnlyList<(string Queue, int Messages)>> LeftoversAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<(string, int)>>(
        [
            .. Cloud.Queues.Values.Where(queue => queue.Count > 0 && queue.Name != Cloud.ParkingQueue.Name)
                .Select(static queue => (queue.Name, queue.Count)),
        ]);

    public override Task<AuditLog> ReadAuditAsync(TableModel table, CancellationToken cancellationToken)
        => AuditRecords.ReadAsync(Cloud, OrdersApp.Model, table, cancellationToken);

    public override ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private static string EventIdOf(ReadOnlyMemory<byte> message)
    {
        using var envelope = JsonDocument.Parse(message);
        return envelope.RootElement.GetProperty("id").GetString()!;
    }
}
