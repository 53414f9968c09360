using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;
using Orders.Local.Commands;

namespace Orders.Local.Shops;

/// <summary>The shop's cloud, with its tables here or in DynamoDB.</summary>
internal abstract class Shop : IAsyncDisposable
{
    protected Shop(Action<LocalCloudOptions> configure)
    {
        Cloud = LocalCloud.Create(Handled.Watch(OrdersApp.Model), options =>
        {
            options.Services = services => services.AddSingleton<IMailer>(Mailer);
            configure(options);
        });
        Tables = new ShopTables(Cloud.Table<Order>(), Cloud.Table<OrderNote>(), Cloud.Table<Customer>(), Cloud.Table<Product>(), Cloud.Store);
    }

    public LocalCloud Cloud { get; }

    public ShopTables Tables { get; }

    public CountingMailer Mailer { get; } = new();

    public HandledChanges Handled { get; } = new();

    /// <summary>The number of distinct changes that a table's stream has reported so far.</summary>
    public abstract int ChangesOf(string table);

    /// <summary>Runs the cloud until the time of the next command.</summary>
    public abstract Task AdvanceToAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Runs the cloud until nothing is left to do.</summary>
    public abstract Task SettleAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => Cloud.DisposeAsync();
}
