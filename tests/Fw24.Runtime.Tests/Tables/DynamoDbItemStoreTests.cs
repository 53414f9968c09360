using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

public sealed partial class DynamoDbItemStoreTests
{
    private const string Item =
        """{"Id":{"S":"ord-1"},"Big":{"N":"12345678901234567890123456789012345678"},"Empty":{"S":""},"None":{"NULL":true},"No":{"BOOL":false},"Blob":{"B":"AAH/"},"Tags":{"SS":["a","b"]},"Nums":{"NS":["1","2"]},"List":{"L":[{"M":{}},{"L":[]}]}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_item_goes_out_whole_and_unconditionally()
    {
        var (calls, result) = await CallAsync(static store => store.PutAsync("orders", Image(Item), null, Cancellation).AsTask(), "{}");

        Assert.True(result);
        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.PutItem", call.Target);
        AssertJson($$"""{"TableName":"orders","Item":{{Item}}}""", call.Body);
    }

    [Fact]
    public async Task Conditions_name_attributes_by_placeholders()
    {
        static ReadOnlyMemory<byte> Number(string digits) => Encoding.UTF8.GetBytes($$"""{"N":"{{digits}}"}""");
        var three = Number("3");
        (ItemCondition Condition, string Expression, string? Values)[] rows =
        [
            (ItemCondition.NotExists("Name"), "attribute_not_exists(#0)", null),
            (ItemCondition.Exists("Name"), "attribute_exists(#0)", null),
            (ItemCondition.Equal("Name", three), "#0 = :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Compare("Name", Comparison.NotEqual, three), "#0 <> :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Compare("Name", Comparison.Less, three), "#0 < :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Compare("Name", Comparison.LessOrEqual, three), "#0 <= :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Compare("Name", Comparison.Greater, three), "#0 > :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Compare("Name", Comparison.GreaterOrEqual, three), "#0 >= :0", """{":0":{"N":"3"}}"""),
            (ItemCondition.Between("Name", three, Number("4")), "#0 BETWEEN :0 AND :1", """{":0":{"N":"3"},":1":{"N":"4"}}"""),
            (ItemCondition.In("Name", three, Number("4")), "#0 IN (:0, :1)", """{":0":{"N":"3"},":1":{"N":"4"}}"""),
            (ItemCondition.BeginsWith("Name", """{"S":"a"}"""u8.ToArray()), "begins_with(#0, :0)", """{":0":{"S":"a"}}"""),
            (ItemCondition.Contains("Name", three), "contains(#0, :0)", """{":0":{"N":"3"}}"""),
            (!ItemCondition.Exists("Name"), "NOT (attribute_exists(#0))", null),
            (ItemCondition.Exists("Name") & (ItemCondition.NotExists("Name") | ItemCondition.Equal("Name", three)),
                "attribute_exists(#0) AND (attribute_not_exists(#0) OR #0 = :0)", """{":0":{"N":"3"}}"""),
            ((ItemCondition.Exists("Name") & ItemCondition.Equal("Name", three)) | ItemCondition.NotExists("Name"),
                "(attribute_exists(#0) AND #0 = :0) OR attribute_not_exists(#0)", """{":0":{"N":"3"}}"""),
        ];
        foreach (var (condition, expression, values) in rows)
        {
            var (calls, result) = await CallAsync(
                store => store.PutAsync("orders", Image("""{"Name":{"S":"x"}}"""), condition, Cancellation).AsTask(), "{}");

            Assert.True(result);
            Assert.Equal(expression, condition.ToString());
            var placeholders = values is null ? "" : $",\"ExpressionAttributeValues\":{values}";
            AssertJson(
                $$$"""
                {"TableName":"orders","Item":{"Name":{"S":"x"}},"ConditionExpression":"{{{expression}}}","ExpressionAttributeNames":{"#0":"Name"}{{{placeholders}}}}
                """,
                Assert.Single(calls).Body);
        }
    }

    [Theory]
    [InlineData(0, true, "attribute_not_exists(#0) OR #0 = :0", "\"#0\":\"v\"")]
    [InlineData(0, false, "attribute_exists(#0) AND (attribute_not_exists(#1) OR #1 = :0)", "\"#0\":\"Name\",\"#1\":\"v\"")]
    [InlineData(3, true, "attribute_not_exists(#0) OR #1 = :0", "\"#0\":\"Name\",\"#1\":\"v\"")]
    [InlineData(3, false, "#0 = :0", "\"#0\":\"v\"")]
    public async Task W5_A_version_is_compared_where_items_without_one_have_version_0(long version, bool orNoItem, string expression, string names)
    {
        var condition = ItemCondition.Version("v", version, "Name", orNoItem);
        var expected = $$$"""
            "ConditionExpression":"{{{expression}}}","ExpressionAttributeNames":{{{{names}}}},"ExpressionAttributeValues":{":0":{"N":"{{{version}}}"}}
            """;

        var (puts, isPut) = await CallAsync(store => store.PutAsync("orders", Image("""{"Name":{"S":"x"}}"""), condition, Cancellation).AsTask(), "{}");
        var (deletes, isDeleted) = await CallAsync(store => store.DeleteAsync("orders", Image("""{"Name":{"S":"x"}}"""), condition, Cancellation).AsTask(), "{}");

        Assert.True(isPut);
        Assert.True(isDeleted);
        AssertJson($$$"""{"TableName":"orders","Item":{"Name":{"S":"x"}},{{{expected}}}}""", Assert.Single(puts).Body);
        AssertJson($$$"""{"TableName":"orders","Key":{"Name":{"S":"x"}},{{{expected}}}}""", Assert.Single(deletes).Body);
    }

    [Theory]
    [InlineData("""{"Id":{"S":"1"},"A":{"S":"x"},"B":{"N":"2"}}""", "C,D", "SET #0 = :0, #1 = :1 REMOVE #2, #3", """{"#0":"A","#1":"B","#2":"C","#3":"D"}""", """{":0":{"S":"x"},":1":{"N":"2"}}""")]
    [InlineData("""{"Id":{"S":"1"},"A":{"S":"x"}}""", "", "SET #0 = :0", """{"#0":"A"}""", """{":0":{"S":"x"}}""")]
    [InlineData("""{"Id":{"S":"1"}}""", "C", "REMOVE #0", """{"#0":"C"}""", null)]
    public async Task W19_An_update_sets_and_removes_attributes(string item, string removed, string expression, string names, string? values)
    {
        var update = new ItemUpdate(Image("""{"Id":{"S":"1"}}"""), Image(item), removed.Split(',', StringSplitOptions.RemoveEmptyEntries));

        var (calls, result) = await CallAsync(store => store.UpdateAsync("orders", update, null, Cancellation).AsTask(), "{}");

        Assert.True(result);
        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.UpdateItem", call.Target);
        AssertJson(
            $$$"""{"TableName":"orders","Key":{"Id":{"S":"1"}},"UpdateExpression":"{{{expression}}}","ExpressionAttributeNames":{{{names}}}{{{(values is null ? "" : $",\"ExpressionAttributeValues\":{values}")}}}}""",
            call.Body);
    }

    [Fact]
    public async Task W19_An_update_of_nothing_but_the_key_has_no_expression()
    {
        var update = new ItemUpdate(Image("""{"Id":{"S":"1"}}"""), Image("""{"Id":{"S":"1"}}"""), []);

        var (calls, _) = await CallAsync(store => store.UpdateAsync("orders", update, null, Cancellation).AsTask(), "{}");

        AssertJson("""{"TableName":"orders","Key":{"Id":{"S":"1"}}}""", Assert.Single(calls).Body);
    }

    [Fact]
    public async Task W19_An_update_has_the_condition_of_a_put()
    {
        var update = new ItemUpdate(Image("""{"Id":{"S":"1"}}"""), Image("""{"Id":{"S":"1"},"v":{"N":"4"}}"""), []);

        var (calls, _) = await CallAsync(store => store.UpdateAsync("orders", update, ItemCondition.Version("v", 3, "Id", orNoItem: true), Cancellation).AsTask(), "{}");

        AssertJson(
            """
            {"TableName":"orders","Key":{"Id":{"S":"1"}},"UpdateExpression":"SET #0 = :0","ConditionExpression":"attribute_not_exists(#1) OR #0 = :1",
             "ExpressionAttributeNames":{"#0":"v","#1":"Id"},"ExpressionAttributeValues":{":0":{"N":"4"},":1":{"N":"3"}}}
            """,
            Assert.Single(calls).Body);
    }

    [Fact]
    public async Task W19_An_update_whose_condition_does_not_hold_is_false_and_no_error()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        Assert.False(await store.UpdateAsync("orders", new ItemUpdate(Image("""{"Id":{"S":"1"}}"""), Image(Item), []), ItemCondition.NotExists("Id"), Cancellation));
        Assert.Single(dynamo.Requests);
    }

    [Fact]
    public async Task W5_A_delete_whose_condition_does_not_hold_is_false_and_no_error()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        Assert.False(await store.DeleteAsync("orders", Image("""{"Id":{"S":"ord-1"}}"""), ItemCondition.Version("v", 3, "Id", orNoItem: true), Cancellation));
        Assert.Single(dynamo.Requests);
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_is_false_and_no_error()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        Assert.False(await store.PutAsync("orders", Image(Item), ItemCondition.NotExists("Id"), Cancellation));
        Assert.Single(dynamo.Requests);
    }

    [Fact]
    public async Task H32_What_is_in_the_way_of_a_put_comes_back_with_the_refusal()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{{Item}}}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        var result = await store.PutOrReadAsync("orders", Image("""{"Id":{"S":"ord-1"}}"""), ItemCondition.NotExists("Id"), Cancellation);

        Assert.False(result.IsPut);
        AssertJson(Item, Encoding.UTF8.GetString(result.Stored.Json.Span));
        AssertJson(
            """{"TableName":"orders","Item":{"Id":{"S":"ord-1"}},"ConditionExpression":"attribute_not_exists(#0)","ExpressionAttributeNames":{"#0":"Id"},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}""",
            Encoding.UTF8.GetString(Assert.Single(dynamo.Requests).Body));
    }

    [Fact]
    public async Task H32_A_condition_fails_of_an_item_that_is_not_there_and_a_put_that_happens_answers_nothing()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        Assert.Equal(new PutResult(IsPut: false, default), await store.PutOrReadAsync("orders", Image(Item), ItemCondition.Exists("Id"), Cancellation));
        var (_, result) = await CallAsync(static store => store.PutOrReadAsync("orders", Image(Item), null, Cancellation).AsTask(), "{}");
        Assert.Equal(new PutResult(IsPut: true, default), result);
    }

    [Fact]
    public async Task H31_Another_error_is_an_error()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400, """{"__type":"com.amazon.coral.validate#ValidationException","message":"Item size has exceeded the maximum allowed size"}""", "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => store.PutAsync("orders", Image(Item), ItemCondition.NotExists("Id"), Cancellation).AsTask());

        Assert.Equal("ValidationException", error.ErrorCode);
    }

    [Fact]
    public async Task An_item_comes_back_as_it_was()
    {
        var (calls, item) = await CallAsync(static store => store.GetAsync("orders", Image("""{"Id":{"S":"ord-1"}}"""), Cancellation).AsTask(), $$"""{"Item":{{Item}}}""");

        AssertJson("""{"TableName":"orders","Key":{"Id":{"S":"ord-1"}},"ConsistentRead":true}""", Assert.Single(calls).Body);
        AssertJson(Item, Encoding.UTF8.GetString(item.Json.Span));
    }

    [Fact]
    public async Task An_item_that_is_not_there_is_absent()
    {
        var (_, item) = await CallAsync(static store => store.GetAsync("orders", Image("""{"Id":{"S":"ord-1"}}"""), Cancellation).AsTask(), "{}");

        Assert.True(item.IsAbsent);
    }

    [Fact]
    public async Task A_delete_names_the_key()
    {
        var (calls, isDeleted) = await CallAsync(static store => store.DeleteAsync("orders", Image("""{"Id":{"S":"ord-1"},"No":{"N":"7"}}"""), null, Cancellation).AsTask(), "{}");

        Assert.True(isDeleted);
        Assert.Equal("DynamoDB_20120810.DeleteItem", Assert.Single(calls).Target);
        AssertJson("""{"TableName":"orders","Key":{"Id":{"S":"ord-1"},"No":{"N":"7"}}}""", calls[0].Body);
    }

    [Theory]
    [InlineData(null, null, null, "#0 = :0", "")]
    [InlineData("a", null, null, "#0 = :0 AND #1 >= :1", """,":1":{"S":"a"}""")]
    [InlineData(null, "b", null, "#0 = :0 AND #1 <= :1", """,":1":{"S":"b"}""")]
    [InlineData("a", "b", null, "#0 = :0 AND #1 BETWEEN :1 AND :2", """,":1":{"S":"a"},":2":{"S":"b"}""")]
    [InlineData(null, null, "c", "#0 = :0 AND begins_with(#1, :1)", """,":1":{"S":"c"}""")]
    public async Task A_query_asks_for_a_partition_or_a_range_of_it(string? from, string? to, string? prefix, string condition, string values)
    {
        var query = new ItemQuery("Id", """{"S":"ord-1"}"""u8.ToArray()) { SortKey = "Part", From = Value(from), To = Value(to), BeginsWith = Value(prefix), Descending = prefix is not null };

        var (calls, items) = await CallAsync(store => store.EnumerateAsync("orders", query, Cancellation).ToListAsync(Cancellation).AsTask(), $$"""{"Items":[{{Item}}],"Count":1}""");

        var names = from is null && to is null && prefix is null ? """{"#0":"Id"}""" : """{"#0":"Id","#1":"Part"}""";
        AssertJson(
            $$$"""
            {"TableName":"orders","ConsistentRead":true,"ScanIndexForward":{{{(prefix is null ? "true" : "false")}}},"KeyConditionExpression":"{{{condition}}}",
             "ExpressionAttributeNames":{{{names}}},"ExpressionAttributeValues":{":0":{"S":"ord-1"}{{{values}}}}}
            """,
            Assert.Single(calls).Body);
        AssertJson(Item, Encoding.UTF8.GetString(Assert.Single(items).Json.Span));

        static ReadOnlyMemory<byte>? Value(string? text) => text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes($$"""{"S":"{{text}}"}""");
    }

    [Fact]
    public async Task W20_A_query_of_an_index_names_it_and_is_not_consistent()
    {
        var query = new ItemQuery("Status", """{"S":"Paid"}"""u8.ToArray()) { Index = "by-status" };

        var (calls, _) = await CallAsync(store => store.EnumerateAsync("orders", query, Cancellation).ToListAsync(Cancellation).AsTask(), """{"Items":[],"Count":0}""");

        AssertJson(
            """
            {"TableName":"orders","IndexName":"by-status","ConsistentRead":false,"ScanIndexForward":true,"KeyConditionExpression":"#0 = :0",
             "ExpressionAttributeNames":{"#0":"Status"},"ExpressionAttributeValues":{":0":{"S":"Paid"}}}
            """,
            Assert.Single(calls).Body);
    }

    [Fact]
    public async Task A2_1_a_query_of_several_key_attributes_states_each()
    {
        var partition = new ItemQuery("Shop", """{"S":"s"}"""u8.ToArray()) { Index = "by-shop" };
        var query = partition.And("Region", """{"S":"r"}"""u8.ToArray()).And("Status", """{"S":"Paid"}"""u8.ToArray()) with
        {
            SortKey = "Placed",
            To = """{"N":"9"}"""u8.ToArray(),
        };

        var (calls, _) = await CallAsync(
            store => store.EnumerateAsync("orders", query, Cancellation).ToListAsync(Cancellation).AsTask(), """{"Items":[],"Count":0}""");

        AssertJson(
            """
            {"TableName":"orders","IndexName":"by-shop","ConsistentRead":false,"ScanIndexForward":true,
             "KeyConditionExpression":"#0 = :0 AND #1 = :1 AND #2 = :2 AND #3 <= :3",
             "ExpressionAttributeNames":{"#0":"Shop","#1":"Region","#2":"Status","#3":"Placed"},
             "ExpressionAttributeValues":{":0":{"S":"s"},":1":{"S":"r"},":2":{"S":"Paid"},":3":{"N":"9"}}}
            """,
            Assert.Single(calls).Body);
    }

    [Fact]
    public async Task A_query_that_no_expression_can_say_is_refused()
    {
        var query = new ItemQuery("Id", """{"S":"x"}"""u8.ToArray()) { SortKey = "Part", From = """{"S":"a"}"""u8.ToArray(), BeginsWith = """{"S":"b"}"""u8.ToArray() };
        using var store = new DynamoDbItemStore(LoopbackAws.At("http://127.0.0.1:1/"));

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.EnumerateAsync("orders", query, Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.EnumerateAsync("orders", query with { SortKey = null, BeginsWith = null }, Cancellation).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_pages_are_read(bool isQuery)
    {
        var (calls, items) = await CallAsync(
            store => (isQuery ? store.EnumerateAsync("orders", new ItemQuery("Id", """{"S":"x"}"""u8.ToArray()), Cancellation) : store.EnumerateAsync("orders", new ItemScan(), Cancellation)).ToListAsync(Cancellation).AsTask(),
            """{"Items":[{"Id":{"S":"1"}}],"LastEvaluatedKey":{"Id":{"S":"1"}}}""",
            """{"Items":[],"LastEvaluatedKey":{"Id":{"S":"2"}}}""",
            """{"Items":[{"Id":{"S":"3"}}]}""");

        Assert.Equal(["1", "3"], items.Select(static item => Fw24.Items.AttributeMap.FromItem(item)["Id"].S));
        Assert.Equal([null, "1", "2"], calls.Select(static call => JsonDocument.Parse(call.Body).RootElement.TryGetProperty("ExclusiveStartKey", out var key) ? key.GetProperty("Id").GetProperty("S").GetString() : null));
        Assert.All(calls, static call => Assert.True(JsonDocument.Parse(call.Body).RootElement.GetProperty("ConsistentRead").GetBoolean()));
    }

    [Fact]
    public void The_client_is_not_made_before_it_is_needed()
    {
        using var store = new DynamoDbItemStore(static _ => throw new InvalidOperationException("No client is needed."));
    }

    private static async Task<(List<(string Target, string Body)> Calls, T Result)> CallAsync<T>(Func<DynamoDbItemStore, Task<T>> call, params string[] answers)
    {
        var next = 0;
        await using var dynamo = new LoopbackServer(_ => LoopbackAnswer.Of(200, answers[next++], "application/x-amz-json-1.0"));
        using var store = Store(dynamo);
        var result = await call(store);
        return ([.. dynamo.Requests.Select(static request => (request.Header("X-Amz-Target")!, request.Text))], result);
    }

    private static DynamoDbItemStore Store(LoopbackServer server) => new(LoopbackAws.At(server));

    private static void AssertJson(string expected, string actual)
        => Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement), $"Expected {expected}, found {actual}");

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
