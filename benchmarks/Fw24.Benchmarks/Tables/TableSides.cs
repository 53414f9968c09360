using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Fw24.Tables;

namespace Fw24.Benchmarks.Tables;

/// <summary>The three clients of a server, and their calls.</summary>
internal sealed class TableSides : IDisposable
{
    private const int BatchItems = 25;
    private const int TransactionItems = 10;
    private const string TableName = "shipments";
    private const string Id = "shp-00000000";
    private const string Part = "shipment";

    private readonly AmazonDynamoDBClient _client;
    private readonly DynamoDBContext _context;
    private readonly DynamoDbItemStore _store;
    private readonly Table<Shipment> _table;
    private readonly List<Shipment> _items = NewItems();

    public TableSides(string url)
    {
        _client = FixedServerClients.CreateClient(url);
        _context = new DynamoDBContextBuilder()
            .WithDynamoDBClient(() => _client)
            .ConfigureContext(static config =>
            {
                config.DisableFetchingTableMetadata = true;

                // The context otherwise stores booleans as numbers.
                config.Conversion = DynamoDBEntryConversion.V2;
            })
            .Build();
        _store = FixedServerClients.CreateStore(url);
        var model = Fw24BenchmarksApp.Model.Tables.Single(static table => table.Name == TableName);
        _table = new Table<Shipment>(model, ShipmentCodec.Model, _store);
    }

    public TableOperation Get => new(
        "get",
        1,
        "call",
        () => Wait(_table.GetAsync(Id, Part)),
        () => Wait(_context.LoadAsync<Shipment>(Id, Part)),
        () => Wait(_client.GetItemAsync(new GetItemRequest { TableName = TableName, Key = Key(), ConsistentRead = true })).Item);

    public TableOperation Update => new(
        "update",
        1,
        "call",
        () => Wait(_table.UpdateAsync(Id, Part, static update => update.Set(x => x.Status, "Shipped").Add(x => x.Revision, 1))),
        () => Wait(_context.SaveAsync(_items[0])),
        () => Wait(_client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = TableName,
            Key = Key(),
            UpdateExpression = "SET #status = :status ADD #revision :one",
            ConditionExpression = "attribute_exists(ShipmentId)",
            ExpressionAttributeNames = new() { ["#status"] = "Status", ["#revision"] = "Revision" },
            ExpressionAttributeValues = new() { [":status"] = new("Shipped"), [":one"] = new() { N = "1" } },
            ReturnValues = ReturnValue.ALL_NEW,
        })).Attributes);

    public TableOperation Query => new(
        "query",
        FixedServer.Items,
        "item",
        () => Wait(_table.Query(Id).ToListAsync()),
        () => Wait(_context.QueryAsync<Shipment>(Id).GetRemainingAsync()),
        () => Wait(_client.QueryAsync(new QueryRequest
        {
            TableName = TableName,
            KeyConditionExpression = "ShipmentId = :id",
            ExpressionAttributeValues = new() { [":id"] = new(Id) },
            ConsistentRead = true,
        })).Items);

    public TableOperation BatchWrite => new(
        "batch_write",
        BatchItems,
        "item",
        () => Wait(_table.PutManyAsync(_items.Take(BatchItems))),
        () =>
        {
            var batch = _context.CreateBatchWrite<Shipment>();
            batch.AddPutItems(_items.Take(BatchItems));
            return Wait(batch.ExecuteAsync());
        },
        () => Wait(_client.BatchWriteItemAsync(new BatchWriteItemRequest
        {
            RequestItems = new()
            {
                [TableName] = [.. _items.Take(BatchItems).Select(static item => new WriteRequest(new PutRequest(ToAttributes(item))))],
            },
        })));

    public TableOperation Transaction => new(
        "transaction",
        TransactionItems,
        "item",
        () =>
        {
            var transaction = new ItemTransaction();
            foreach (var item in _items.Take(TransactionItems))
            {
                transaction.Replace(_table, item);
            }

            return Wait(transaction.CommitAsync());
        },
        () =>
        {
            var transaction = _context.CreateTransactWrite<Shipment>();
            transaction.AddSaveItems(_items.Take(TransactionItems));
            return Wait(transaction.ExecuteAsync());
        },
        () => Wait(_client.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems =
            [
                .. _items.Take(TransactionItems).Select(static item => new TransactWriteItem
                {
                    Put = new Put
                    {
                        TableName = TableName,
                        Item = ToAttributes(item),
                        ConditionExpression = "attribute_exists(ShipmentId)",
                    },
                }),
            ],
        })));

    /// <summary>Creates the table and the items that the calls read.</summary>
    public async Task CreateTableAsync()
    {
        await _client.CreateTableAsync(new CreateTableRequest
        {
            TableName = TableName,
            KeySchema = [new("ShipmentId", Amazon.DynamoDBv2.KeyType.HASH), new("Part", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions = [new("ShipmentId", ScalarAttributeType.S), new("Part", ScalarAttributeType.S)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        });
        await _table.PutManyAsync(_items);
    }

    public void Dispose()
    {
        _context.Dispose();
        _store.Dispose();
        _client.Dispose();
    }

    // The items of the measured event, in one partition.
    private static List<Shipment> NewItems()
    {
        using var records = JsonDocument.Parse(StreamPayload.Create(FixedServer.Items));
        var items = records.RootElement.GetProperty("Records").EnumerateArray()
            .Select(static record => ShipmentCodec.Model.FromImage(new ItemImage(
                JsonSerializer.SerializeToUtf8Bytes(record.GetProperty("dynamodb").GetProperty("NewImage")))))
            .ToList();
        for (var i = 0; i < items.Count; i++)
        {
            items[i].ShipmentId = Id;
            items[i].Part = i is 0 ? Part : string.Create(CultureInfo.InvariantCulture, $"{Part}#{i:D3}");
        }

        return items;
    }

    // What a user of the low-level client writes by hand.
    private static Dictionary<string, AttributeValue> ToAttributes(Shipment item) => new()
    {
        ["ShipmentId"] = new(item.ShipmentId),
        ["Part"] = new(item.Part),
        ["CustomerId"] = new(item.CustomerId),
        ["Status"] = new(item.Status),
        ["Total"] = Number(item.Total),
        ["Revision"] = Number(item.Revision),
        ["Parcels"] = Number(item.Parcels),
        ["Express"] = new() { BOOL = item.Express },
        ["WeightKilograms"] = Number(item.WeightKilograms),
        ["Carrier"] = new(item.Carrier),
        ["Note"] = new(item.Note),
        ["UpdatedAt"] = new(item.UpdatedAt),
        ["Lines"] = new()
        {
            L =
            [
                .. item.Lines.Select(static line => new AttributeValue
                {
                    M = new() { ["Sku"] = new(line.Sku), ["Quantity"] = Number(line.Quantity), ["Price"] = Number(line.Price) },
                }),
            ],
        },
        ["To"] = new()
        {
            M = new()
            {
                ["Street"] = new(item.To.Street),
                ["City"] = new(item.To.City),
                ["PostalCode"] = new(item.To.PostalCode),
                ["Country"] = new(item.To.Country),
            },
        },
    };

    private static AttributeValue Number(IFormattable value) => new() { N = value.ToString(null, CultureInfo.InvariantCulture) };

    private static Dictionary<string, AttributeValue> Key() => new() { ["ShipmentId"] = new(Id), ["Part"] = new(Part) };

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static object? Wait(Task task)
    {
        task.GetAwaiter().GetResult();
        return null;
    }
}
