using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Resources;
using Fw24.Tables;
using Orders;
using KeyType = Fw24.Model.KeyType;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Writes of typed tables, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class WritingTests(DynamoDbLocal dynamoDb)
{
    private static readonly Order s_order = new()
    {
        OrderId = "ord-1",
        CustomerId = "cus-1",
        Status = OrderStatus.Placed,
        Total = 10.5m,
        PlacedAt = DateTimeOffset.UnixEpoch,
        TrackingCode = "T-1",
        Tags = new HashSet<string> { "gift" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_writes_what_it_says_and_keeps_the_rest(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = (await tables.OfAsync(OrderCodec.Model)).As("u-1");
        var stored = await orders.CreateAsync(s_order, Cancellation);

        var updated = await orders.As("u-2").UpdateAsync(
            "ord-1",
            "order",
            static update => update
                .Set(x => x.Status, OrderStatus.Paid)
                .Add(x => x.Total, 0.25m)
                .Append(x => x.Lines, new OrderLine("p-1", 2, 5))
                .SetIfAbsent(x => x.Currency, "CHF")
                .Remove(x => x.TrackingCode)
                .Set(x => x.Tags, null)
                .Set(x => x.ShipTo, new Address("Street 1", "Town", "1000", "CH")),
            Cancellation);

        var expected = stored with
        {
            Status = OrderStatus.Paid,
            Total = 10.75m,
            Lines = updated.Lines,
            TrackingCode = null,
            Tags = null,
            ShipTo = new Address("Street 1", "Town", "1000", "CH"),
            UpdatedBy = "u-2",
            Version = 2,
        };
        Assert.Equal(expected with { UpdatedAt = updated.UpdatedAt }, updated);
        Assert.Equal([new OrderLine("p-1", 2, 5)], updated.Lines);
        Assert.Equal(updated with { Lines = [] }, (await orders.GetAsync("ord-1", "order", Cancellation))! with { Lines = [] });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_happens_only_if_its_conditions_hold(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);
        await AssertRefusedAsync("no item with its key exists", () => UpdateAsync(static _ => { }));
        await orders.CreateAsync(s_order, Cancellation);

        await UpdateAsync(static update => update.IfVersion(1).When(x => x.Total >= 10 & x.Status == OrderStatus.Placed));
        await AssertRefusedAsync("different version", () => UpdateAsync(static update => update.IfVersion(1)));
        await AssertRefusedAsync("does not satisfy the conditions", () => UpdateAsync(static update => update.When(x => x.Total > 10.5m)));
        await AssertRefusedAsync("does not satisfy the conditions", () => UpdateAsync(static update => update.When(x => x.TrackingCode == null)));
        Assert.Equal(2, (await orders.GetAsync("ord-1", "order", Cancellation))!.Version);

        var created = await orders.UpdateAsync(
            "ord-2",
            "order",
            static update => update.OrCreate().Set(x => x.CustomerId, "cus-2").Set(x => x.Status, OrderStatus.Placed).Set(x => x.Total, 1)
                .Set(x => x.PlacedAt, DateTimeOffset.UnixEpoch),
            Cancellation);
        Assert.Equal((1, "cus-2"), (created.Version, created.CustomerId));

        Task UpdateAsync(Action<UpdateBuilder<OrderFields>> update)
            => orders.UpdateAsync("ord-1", "order", builder => update(builder.Set(x => x.Currency, "USD")), Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_does_not_create_an_item_that_cannot_be_read(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => orders.UpdateAsync(
            "ord-1", "order", static update => update.OrCreate().Set(x => x.CustomerId, "cus-1").Set(x => x.Total, 1), Cancellation));

        Assert.Contains("Order was not updated in orders: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Order.PlacedAt: expected an attribute", error.Message, StringComparison.Ordinal);
        Assert.Null(await orders.GetAsync("ord-1", "order", Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_canceled_call_writes_and_reads_nothing(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);
        var canceled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.CreateAsync(s_order, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => orders.GetAsync("ord-1", "order", canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ItemTransaction().Create(orders, s_order).CommitAsync(canceled));
        Assert.Null(await orders.GetAsync("ord-1", "order", Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Puts_and_deletes_require_the_condition_of_their_table(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);
        var stored = await orders.CreateAsync(s_order, Cancellation);
        var placed = orders.When(static x => x.Status == OrderStatus.Placed);
        var paid = orders.When(static x => x.Status.In(OrderStatus.Paid, OrderStatus.Shipped));

        await AssertRefusedAsync("does not satisfy the condition", () => paid.PutAsync(stored, Cancellation));
        await AssertRefusedAsync("does not satisfy the condition", () => paid.ReplaceAsync(stored, Cancellation));
        await AssertRefusedAsync("does not satisfy the condition", () => paid.DeleteAsync(stored, Cancellation));
        await AssertRefusedAsync("does not satisfy the condition", () => paid.DeleteAsync("ord-1", "order", Cancellation));
        await AssertRefusedAsync("does not satisfy the condition", () => placed.When(static x => x.Total < 10).DeleteAsync("ord-1", "order", Cancellation));
        stored = await placed.PutAsync(stored with { Status = OrderStatus.Paid }, Cancellation);
        await AssertRefusedAsync("does not satisfy the condition", () => placed.PutAsync(stored, Cancellation));
        await paid.DeleteAsync(stored, Cancellation);

        Assert.Null(await orders.GetAsync("ord-1", "order", Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_item_of_another_entity_is_not_updated(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);
        await orders.CreateAsync(s_order with { Part = "note#01" }, Cancellation);
        var notes = await tables.OfAsync(OrderNoteCodec.Model);

        await AssertRefusedAsync(
            "the item with its key is one of another entity",
            () => notes.UpdateAsync("ord-1", "note#01", static update => update.Set(x => x.Text, "Ring twice."), Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conditions_hold_in_the_embedded_engine_where_they_do_in_DynamoDB(bool isEmbedded)
    {
        var name = dynamoDb.NewTableName();
        await using var cloud = LocalCloud.Create(OrdersApp.Model, options
            => options.Topology = TableTopology.Of(new TableResource { Name = name, PartitionKey = new("id", KeyType.String) }));
        using var real = dynamoDb.NewStore();
        IItemStore store = isEmbedded ? cloud.Store : real;
        await dynamoDb.Client.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = name,
                KeySchema = [new KeySchemaElement("id", Amazon.DynamoDBv2.KeyType.HASH)],
                AttributeDefinitions = [new AttributeDefinition("id", ScalarAttributeType.S)],
                BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
            },
            Cancellation);
        string[] values =
        [
            """{"N":"3"}""", """{"N":"3.50"}""", """{"N":"-1E2"}""", """{"S":"3"}""", """{"S":"abc"}""", """{"S":""}""", """{"B":"YWJj"}""", """{"BOOL":true}""",
            """{"NULL":true}""", """{"L":[{"S":"abc"},{"N":"3.0"}]}""", """{"L":[]}""", """{"SS":["abc","d"]}""", """{"NS":["3","4"]}""", """{"BS":["YWJj"]}""",
            """{"M":{"abc":{"N":"3"}}}""",
        ];
        for (var place = 0; place <= values.Length; place++)
        {
            var value = place == values.Length ? "" : $",\"v\":{values[place]}";
            await store.PutAsync(name, Image($$$"""{"id":{"S":"{{{place:D2}}}"}{{{value}}}}"""), null, Cancellation);
        }

        foreach (var (condition, expected) in Conditions())
        {
            var found = await store.EnumerateAsync(name, new ItemScan { Filter = condition }, Cancellation).Select(IdOf).ToListAsync(Cancellation);
            Assert.Equal((condition.ToString(), expected), (condition.ToString(), string.Join(' ', found.Order())));
        }

        static string IdOf(ItemImage item) => Fw24.Items.AttributeMap.FromItem(item)["id"].S;
    }

    // Seen at DynamoDB Local 1.25.1.
    private static IEnumerable<(ItemCondition Condition, string Expected)> Conditions()
    {
        static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);
        var three = Json("""{"N":"3.0"}""");
        yield return (ItemCondition.Exists("v"), "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14");
        yield return (ItemCondition.NotExists("v"), "15");
        yield return (ItemCondition.Equal("v", three), "00");
        yield return (ItemCondition.Compare("v", Comparison.NotEqual, three), "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15");
        yield return (ItemCondition.Compare("v", Comparison.Less, three), "02");
        yield return (ItemCondition.Compare("v", Comparison.LessOrEqual, three), "00 02");
        yield return (ItemCondition.Compare("v", Comparison.Greater, Json("""{"S":"3"}""")), "04");
        yield return (ItemCondition.Compare("v", Comparison.GreaterOrEqual, Json("""{"S":"3"}""")), "03 04");
        yield return (ItemCondition.Compare("v", Comparison.GreaterOrEqual, Json("""{"B":"YWI="}""")), "06");
        yield return (ItemCondition.Between("v", Json("""{"N":"-100"}"""), three), "00 02");
        yield return (ItemCondition.In("v", three, Json("""{"S":"abc"}"""), Json("""{"SS":["d","abc"]}""")), "00 04 11");
        yield return (ItemCondition.Equal("v", Json("""{"NULL":true}""")), "08");
        yield return (ItemCondition.Equal("v", Json("""{"M":{"abc":{"N":"3.0"}}}""")), "14");
        yield return (ItemCondition.BeginsWith("v", Json("""{"S":"ab"}""")), "04");
        yield return (ItemCondition.BeginsWith("v", Json("""{"B":"YWI="}""")), "06");
        yield return (ItemCondition.Contains("v", Json("""{"S":"bc"}""")), "04");
        yield return (ItemCondition.Contains("v", Json("""{"S":"abc"}""")), "04 09 11");
        yield return (ItemCondition.Contains("v", three), "09 12");
        yield return (ItemCondition.Contains("v", Json("""{"B":"YWJj"}""")), "06 13");
        yield return (!ItemCondition.Contains("v", Json("""{"S":"abc"}""")) & ItemCondition.Exists("v"), "00 01 02 03 05 06 07 08 10 12 13 14");
        yield return (ItemCondition.Equal("v", three) | (ItemCondition.Exists("v") & ItemCondition.BeginsWith("v", Json("""{"S":""}"""))), "00 03 04 05");
    }

    private static async Task AssertRefusedAsync(string reason, Func<Task> write)
        => Assert.Contains(reason, (await Assert.ThrowsAnyAsync<ItemConditionException>(write)).Message, StringComparison.Ordinal);

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
