using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The tables of the sample, in the embedded engine or on DynamoDB Local, which has them under names of their own.</summary>
public sealed class SampleTables(DynamoDbLocal dynamoDb, bool isEmbedded) : IAsyncDisposable
{
    private readonly LocalCloud _cloud = LocalCloud.Create(
        OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer>(new CountingMailer()));

    private readonly DynamoDbItemStore _real = dynamoDb.NewStore();
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The store of the tables.</summary>
    public IItemStore Store => isEmbedded ? _cloud.Store : _real;

    /// <summary>Gets the table of an entity.</summary>
    public async Task<ITable<T>> OfAsync<T>(EntityModel<T> entity)
        where T : class
    {
        var table = OrdersApp.Model.Tables.Single(table => table.Entities.Contains(entity));
        return isEmbedded ? _cloud.Table<T>() : new Table<T>(table, entity, _real, await NameOfAsync(table.Name));
    }

    /// <summary>Gets the name of a table in the store.</summary>
    public async Task<string> NameOfAsync(string table)
    {
        if (isEmbedded || _names.TryGetValue(table, out var name))
        {
            return isEmbedded ? table : _names[table];
        }

        name = _names[table] = dynamoDb.NewTableName();
        var model = OrdersApp.Model.Tables.Single(model => model.Name == table);
        KeyAttribute[] keys = model.SortKey is { } sort ? [model.PartitionKey, sort] : [model.PartitionKey];
        await dynamoDb.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            KeySchema =
            [
                .. keys.Select(static (key, place) => new KeySchemaElement(
                    key.Name, place == 0 ? Amazon.DynamoDBv2.KeyType.HASH : Amazon.DynamoDBv2.KeyType.RANGE)),
            ],
            AttributeDefinitions =
            [
                .. keys.Select(static key => new AttributeDefinition(
                    key.Name, key.Type is Fw24.Model.KeyType.Number ? ScalarAttributeType.N : ScalarAttributeType.S)),
            ],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        });
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        _real.Dispose();
        await _cloud.DisposeAsync();
    }
}
