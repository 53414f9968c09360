using Fw24.Integration.Tests.Harness;
using Orders;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The sample's tables on a DynamoDB Local of their own, and the engine that handles and audits their changes.</summary>
public sealed class OperatedShop : IAsyncLifetime
{
    private readonly DynamoDbLocal _dynamoDb = new();
    private DynamoDbShop? _shop;

    /// <summary>The endpoint of the tables.</summary>
    public Uri Url => _dynamoDb.Url;

    /// <summary>The customers, whose audit is in DynamoDB.</summary>
    public ITable<Customer> Customers => _shop!.Cloud.Table<Customer>();

    public async ValueTask InitializeAsync()
    {
        await _dynamoDb.InitializeAsync();
        _shop = await DynamoDbShop.OpenAsync(Url, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until all changes are audited.</summary>
    public Task SettleAsync() => _shop!.SettleAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }

        await _dynamoDb.DisposeAsync();
    }
}
