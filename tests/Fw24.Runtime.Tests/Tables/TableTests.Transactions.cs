using Fw24.Runtime.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

/// <content>Transactions.</content>
public sealed partial class TableTests
{
    [Fact]
    public async Task A_transaction_does_what_the_single_writes_do()
    {
        var table = Batches(s_parcel);
        await StoreAsync(4);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-2"},"Part":{"S":"a"},"Version":{"N":"1"}}"""), null, Cancellation);

        var transaction = new ItemTransaction()
            .Put(table.As("u-1"), new Parcel("p-1", "a", "?", 4), out var put)
            .Create(table.As("u-2"), new Parcel("p-3", "a", "?", 9), out var created)
            .Delete(table, new Parcel("p-2", "a", null, 1))
            .CheckMissing(table, Key("p-4", "a"));
        await transaction.CommitAsync(Cancellation);

        Assert.Equal(4, transaction.Count);
        Assert.Equal((new Parcel("p-1", "a", "u-1", 5), new Parcel("p-3", "a", "u-2", 1)), (put, created));
        Assert.Equal(
            [put, null, created, null],
            await table.GetManyAsync([Key("p-1", "a"), Key("p-2", "a"), Key("p-3", "a"), Key("p-4", "a")], Cancellation));
        Assert.InRange(Assert.Single(_store.Transactions).Token.Length, 1, 36);
        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task A_canceled_transaction_accounts_for_each_action()
    {
        var table = Batches(s_parcel);
        await StoreAsync(4);

        var error = await Assert.ThrowsAsync<TransactionConditionException>(() => new ItemTransaction()
            .Put(table, new Parcel("p-1", "a", null, 3))
            .Create(table, new Parcel("p-2", "a", null, 0))
            .Check(table, Key("p-3", "a"))
            .Delete(table.When(ItemCondition.Exists("By")), Key("p-4", "a"))
            .CommitAsync(Cancellation));

        Assert.Equal(
            [(0, TransactionFailureKind.Version), (2, TransactionFailureKind.Condition), (3, TransactionFailureKind.Condition)],
            error.Failures.Select(static failure => (failure.Position, failure.Kind)));
        Assert.All(error.Failures, static failure => Assert.Equal(("Parcel", "parcels"), (failure.Entity, failure.Table)));
        Assert.StartsWith(
            "The transaction was canceled, and nothing was written. Action 0: Parcel was not written to parcels: the stored item has",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Action 2: Parcel did not pass its check in parcels: no item with its key exists.", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Action 3: Parcel was not deleted from parcels: the stored item does not satisfy the condition.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Single(_store.Items);
    }

    [Fact]
    public async Task Conflicts_and_throttling_are_tried_again_with_the_same_token()
    {
        var table = Batches(s_parcel);
        _store.CancelsTransaction = static attempt => attempt switch
        {
            0 => new TransactionResult([new("TransactionConflict", default), new("None", default)]),
            1 => new TransactionResult([new("None", default), new("ThrottlingError", default)]),
            _ => null,
        };

        await Two(table).CommitAsync("t-1", Cancellation);

        Assert.Equal(["t-1", "t-1", "t-1"], _store.Transactions.Select(static transaction => transaction.Token));
        Assert.Equal((2, 2), (_clock.Pauses, _store.Items.Count));
    }

    [Theory]
    [InlineData("TransactionConflict", 5, TransactionFailureKind.Conflict)]
    [InlineData("ProvisionedThroughputExceeded", 5, TransactionFailureKind.Throttled)]
    [InlineData("ValidationError", 1, TransactionFailureKind.Rejected)]
    public async Task A_transaction_is_not_tried_forever(string code, int attempts, TransactionFailureKind kind)
    {
        _store.CancelsTransaction = _ => new TransactionResult([new("None", default), new(code, default)]);

        var error = await Assert.ThrowsAsync<TransactionConditionException>(
            () => Two(Batches(s_parcel)).CommitAsync(Cancellation));

        Assert.Equal(attempts, _store.Transactions.Count);
        Assert.Equal((1, kind), (Assert.Single(error.Failures).Position, error.Failures[0].Kind));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_ends_the_tries()
    {
        _store.CancelsTransaction = static _ => new TransactionResult(
            [new("TransactionConflict", default), new("ConditionalCheckFailed", default)]);

        var error = await Assert.ThrowsAsync<TransactionConditionException>(
            () => Two(Batches(s_parcel)).CommitAsync(Cancellation));

        Assert.Equal(
            [TransactionFailureKind.Conflict, TransactionFailureKind.Condition], error.Failures.Select(static failure => failure.Kind));
        Assert.Single(_store.Transactions);
    }

    [Fact]
    public async Task A_transaction_refuses_what_DynamoDB_would()
    {
        var table = Batches(s_plain);
        var transaction = new ItemTransaction();
        await transaction.CommitAsync(Cancellation);
        for (var number = 0; number < 100; number++)
        {
            transaction.Put(table, new Parcel(Text(number), "a", null, 0));
        }

        var full = Assert.Throws<InvalidOperationException>(() => transaction.Delete(table, KeyOf(100)));
        var twice = Assert.Throws<ArgumentException>(() => Two(table).Check(table, KeyOf(1)));
        var elsewhere = Assert.Throws<ArgumentException>(() => Two(table).Put(
            new Table<Parcel>(Model(), s_parcel, new MemoryItemStore("Id", "Part")), new Parcel("x", "a", null, 0)));
        await Assert.ThrowsAsync<ArgumentException>(() => transaction.CommitAsync(new string('t', 37), Cancellation));

        Assert.Equal("A transaction has at most 100 actions.", full.Message);
        Assert.StartsWith("Two actions of the transaction are on the same item of parcels", twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("The table parcels is in another item store", elsewhere.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Transactions);
        await transaction.CommitAsync(Cancellation);
        Assert.Equal(100, _store.Items.Count);
    }

    private static ItemTransaction Two(ITable<Parcel> table)
        => new ItemTransaction().Put(table, new Parcel("1", "a", null, 0)).Put(table, new Parcel("2", "a", null, 0));
}
