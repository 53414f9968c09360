using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;
using Orders;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Batches, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class BatchTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_are_put_got_and_deleted_in_batches(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var notes = await tables.OfAsync(OrderNoteCodec.Model);
        var written = Enumerable.Range(0, 130).Select(static number => Note(number)).ToList();

        var stored = await notes.As("u-1").PutManyAsync(written, Cancellation);

        Assert.Equal(written.Select(static note => note with { Author = "u-1" }), stored);
        (string, string)[] keys =
        [
            .. written.AsEnumerable().Reverse().Select(static note => (note.OrderId, note.Part)), ("ord-0", "none"), ("ord-7", "note#7"),
        ];
        var found = await notes.GetManyAsync(keys, Cancellation);
        Assert.Equal([.. stored.Reverse(), null, stored[7]], found);

        await notes.DeleteManyAsync(keys, Cancellation);
        Assert.All(await notes.GetManyAsync(keys, Cancellation), Assert.Null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Numbers_of_keys_are_found_in_whichever_form_they_are_written(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var products = await tables.OfAsync(ProductCodec.Model);
        await products.PutManyAsync([new Product(100, "Lamp"), new Product(7, "Chair")], Cancellation);

        var found = await products.GetManyAsync(
            [Image("""{"Number":{"N":"1E2"}}"""), Image("""{"Number":{"N":"7.0"}}"""), Image("""{"Number":{"N":"100"}}""")], Cancellation);

        Assert.Equal(["Lamp", "Chair", "Lamp"], found.Select(static product => product?.Title));
        Assert.Equal(["Chair", null], (await products.GetManyAsync([7L, 8L], Cancellation)).Select(static product => product?.Title));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_16_MB_arrive_in_several_responses(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var notes = await tables.OfAsync(OrderNoteCodec.Model);
        var text = new string('x', 390_000);
        await notes.PutManyAsync(Enumerable.Range(0, 50).Select(number => Note(number) with { Text = text }), Cancellation);

        var response = await tables.Store.BatchGetAsync(
            await tables.NameOfAsync("orders"), [.. Enumerable.Range(0, 50).Select(static number => KeyOf(number))], Cancellation);
        var found = await notes.GetManyAsync(
            Enumerable.Range(0, 50).Select(static number => ("ord-" + Text(number), "note#" + Text(number))), Cancellation);

        Assert.InRange(response.Items.Count, 35, 45);
        Assert.Equal(50, response.Items.Count + response.UnprocessedKeys.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(static number => "ord-" + Text(number)), found.Select(static note => note?.OrderId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_is_refused_as_DynamoDB_refuses_it(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var name = await tables.NameOfAsync("orders");
        var store = tables.Store;

        await AssertInvalidAsync(() => store.BatchGetAsync(name, [], Cancellation).AsTask());
        await AssertInvalidAsync(
            () => store.BatchGetAsync(name, [.. Enumerable.Range(0, 101).Select(KeyOf)], Cancellation).AsTask(),
            "Too many items requested");
        await AssertInvalidAsync(() => store.BatchGetAsync(name, [KeyOf(1), KeyOf(1)], Cancellation).AsTask(), "contains duplicates");
        await AssertInvalidAsync(() => store.BatchGetAsync(name, [Image("""{"OrderId":{"S":"x"}}""")], Cancellation).AsTask());
        await AssertInvalidAsync(() => store.BatchWriteAsync(name, [], Cancellation).AsTask());
        var deletes = Enumerable.Range(0, 26).Select(static number => BatchWrite.Delete(KeyOf(number))).ToList();
        await AssertInvalidAsync(() => store.BatchWriteAsync(name, deletes, Cancellation).AsTask(), "Too many items requested");
        await AssertInvalidAsync(
            () => store.BatchWriteAsync(name, [BatchWrite.Put(KeyOf(1)), BatchWrite.Delete(KeyOf(1))], Cancellation).AsTask(),
            "contains duplicates");
    }

    private static async Task AssertInvalidAsync(Func<Task> call, string message = "")
    {
        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(call);
        Assert.Equal("ValidationException", error.ErrorCode);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static OrderNote Note(int number)
        => new() { OrderId = "ord-" + Text(number), Part = "note#" + Text(number), Text = "Ring twice." };

    private static ItemImage KeyOf(int number) => new OrderNoteKey("ord-" + Text(number), "note#" + Text(number)).ToItemKey();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));
}
