using System.Text;
using Amazon.DynamoDBv2;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

/// <content>Batches and transactions.</content>
public sealed partial class DynamoDbItemStoreTests
{
    private const string KeyOne = """{"Id":{"S":"1"}}""";
    private const string KeyTwo = """{"Id":{"S":"2"}}""";

    [Theory]
    [InlineData("""{"Responses":{"orders":[{"Id":{"S":"1"}}]},"UnprocessedKeys":{"orders":{"ConsistentRead":true,"Keys":[{"Id":{"S":"2"}}]}}}""", 1, 1)]
    [InlineData("""{"Responses":{"orders":[{"Id":{"S":"1"}},{"Id":{"S":"2"}}]},"UnprocessedKeys":{}}""", 2, 0)]
    [InlineData("""{"UnprocessedKeys":{"orders":{"Keys":[{"Id":{"S":"2"}},{"Id":{"S":"1"}}],"ConsistentRead":true}},"Responses":{}}""", 0, 2)]
    [InlineData("""{"Responses":null,"UnprocessedKeys":null}""", 0, 0)]
    public async Task A_batch_of_keys_comes_back_as_items_and_unprocessed_keys(string answer, int items, int unprocessed)
    {
        var (calls, result) = await CallAsync(
            static store => store.BatchGetAsync("orders", [Image(KeyOne), Image(KeyTwo)], Cancellation).AsTask(), answer);

        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.BatchGetItem", call.Target);
        AssertJson($$"""{"RequestItems":{"orders":{"ConsistentRead":true,"Keys":[{{KeyOne}},{{KeyTwo}}]} } }""", call.Body);
        Assert.Equal((items, unprocessed), (result.Items.Count, result.UnprocessedKeys.Count));
        if (unprocessed == 1)
        {
            Assert.Equal((KeyOne, KeyTwo), (TextOf(result.Items[0]), TextOf(result.UnprocessedKeys[0])));
        }
    }

    [Fact]
    public async Task A_batch_of_writes_comes_back_as_what_is_unprocessed()
    {
        var (calls, unprocessed) = await CallAsync(
            static store => store.BatchWriteAsync(
                "orders", [BatchWrite.Put(Image(Item)), BatchWrite.Delete(Image(KeyTwo))], Cancellation).AsTask(),
            $$$"""{"UnprocessedItems":{"orders":[{"DeleteRequest":{"Key":{{{KeyTwo}}}}},{"PutRequest":{"Item":{{{Item}}}},"DeleteRequest":null}]}}""");

        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.BatchWriteItem", call.Target);
        AssertJson(
            $$$"""{"RequestItems":{"orders":[{"PutRequest":{"Item":{{{Item}}}}},{"DeleteRequest":{"Key":{{{KeyTwo}}}}}]}}""", call.Body);
        Assert.Equal([(true, KeyTwo), (false, Item)], unprocessed.Select(static write => (write.IsDelete, TextOf(write.Image))));
    }

    [Fact]
    public async Task A_transaction_states_its_actions_in_order()
    {
        var update = new ItemUpdate(Image(KeyTwo), [new(ItemActionKind.Add, "Count", """{"N":"1"}"""u8.ToArray())]);
        TransactionAction[] actions =
        [
            TransactionAction.ToPut("orders", Image(Item), null),
            TransactionAction.ToUpdate("customers", update, ItemCondition.Exists("Id")),
            TransactionAction.ToUpdate("customers", new ItemUpdate(Image(KeyOne), []), null),
            TransactionAction.ToDelete("orders", Image(KeyOne), null),
            TransactionAction.ToCheck("orders", Image(KeyTwo), ItemCondition.NotExists("Id")),
        ];

        var (calls, result) = await CallAsync(store => store.TransactAsync(actions, "token-1", Cancellation).AsTask(), "{}");

        Assert.True(result.IsCommitted);
        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.TransactWriteItems", call.Target);
        AssertJson(
            $$$$"""
            {"ClientRequestToken":"token-1","TransactItems":[
              {"Put":{"TableName":"orders","Item":{{{{Item}}}}}},
              {"Update":{"TableName":"customers","Key":{{{{KeyTwo}}}},"UpdateExpression":"ADD #0 :0","ConditionExpression":"attribute_exists(#1)",
                "ExpressionAttributeNames":{"#0":"Count","#1":"Id"},"ExpressionAttributeValues":{":0":{"N":"1"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},
              {"Update":{"TableName":"customers","Key":{{{{KeyOne}}}},"UpdateExpression":"REMOVE #0","ExpressionAttributeNames":{"#0":"fw24:none"}}},
              {"Delete":{"TableName":"orders","Key":{{{{KeyOne}}}}}},
              {"ConditionCheck":{"TableName":"orders","Key":{{{{KeyTwo}}}},"ConditionExpression":"attribute_not_exists(#0)",
                "ExpressionAttributeNames":{"#0":"Id"},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}]}
            """,
            call.Body);
    }

    [Fact]
    public async Task A_canceled_transaction_returns_the_reason_for_each_action()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400,
            $$$"""
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled",
             "CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"The conditional request failed","Item":{{{Item}}}},
               {"Code":"TransactionConflict","Message":"Transaction is ongoing for the item"}]}
            """,
            "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        var result = await store.TransactAsync([TransactionAction.ToDelete("orders", Image(KeyOne), null)], "t", Cancellation);

        Assert.False(result.IsCommitted);
        Assert.Equal(["None", "ConditionalCheckFailed", "TransactionConflict"], result.Reasons.Select(static reason => reason.Code));
        Assert.Equal(Item, TextOf(result.Reasons[1].Stored));
        Assert.True(result.Reasons[2].Stored.IsAbsent);
        Assert.Single(dynamo.Requests);
    }

    [Fact]
    public async Task A_mismatch_of_a_token_is_an_error()
    {
        await using var dynamo = new LoopbackServer(static _ => LoopbackAnswer.Of(
            400,
            """{"__type":"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException","Message":"…"}""",
            "application/x-amz-json-1.0"));
        using var store = Store(dynamo);

        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(
            () => store.TransactAsync([TransactionAction.ToDelete("orders", Image(KeyOne), null)], "t", Cancellation).AsTask());

        Assert.Equal("IdempotentParameterMismatchException", error.ErrorCode);
    }

    [Fact]
    public async Task A_transaction_reads_items_in_the_order_of_their_keys()
    {
        var (calls, items) = await CallAsync(
            static store => store.TransactGetAsync([new("orders", Image(KeyOne)), new("customers", Image(KeyTwo))], Cancellation).AsTask(),
            $$$"""{"Responses":[{},{"Item":{{{Item}}}}]}""");

        var call = Assert.Single(calls);
        Assert.Equal("DynamoDB_20120810.TransactGetItems", call.Target);
        AssertJson(
            $$$"""{"TransactItems":[{"Get":{"TableName":"orders","Key":{{{KeyOne}}}}},{"Get":{"TableName":"customers","Key":{{{KeyTwo}}}}}]}""", call.Body);
        Assert.True(items[0].IsAbsent);
        Assert.Equal(Item, TextOf(items[1]));
    }

    private static string TextOf(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);
}
