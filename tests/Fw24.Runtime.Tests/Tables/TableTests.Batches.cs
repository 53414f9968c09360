using System.Globalization;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

/// <content>Batches.</content>
public sealed partial class TableTests
{
    private readonly ImmediateClock _clock = new();

    [Fact]
    public async Task A_batch_returns_items_in_the_order_of_the_keys_and_asks_for_each_once()
    {
        var table = Batches(s_plain);
        await table.PutManyAsync(Parcels(230), Cancellation);
        var keys = Enumerable.Range(0, 230).Select(static number => KeyOf((number * 8) % 231)).Append(KeyOf(8)).Append(KeyOf(8));
        _store.Batches.Clear();

        var items = await table.GetManyAsync(keys, Cancellation);

        Assert.Equal([100, 100, 30], _store.Batches);
        Assert.Equal(232, items.Count);
        Assert.Same(items[^1], items[^2]);
        Assert.Same(items[1], items[^1]);
        Assert.Equal(
            Enumerable.Range(0, 230).Select(static number => (number * 8) % 231).Append(8).Append(8).Select(
                static id => id < 230 ? Text(id) : null),
            items.Select(static item => item?.Id));
        Assert.Equal(0, _clock.Pauses);
    }

    [Fact]
    public async Task A_batch_of_nothing_calls_nothing()
    {
        var table = Batches(s_plain);

        Assert.Empty(await table.GetManyAsync([], Cancellation));
        Assert.Empty(await table.PutManyAsync([], Cancellation));
        await table.DeleteManyAsync([], Cancellation);

        Assert.Empty(_store.Batches);
    }

    [Fact]
    public async Task A_batch_sees_items_of_its_entity_only()
    {
        var model = Model("kind");
        await Table(model, s_plain).PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);
        await Table(model).PutAsync(new Parcel("p-2", "a", null, 0), Cancellation);

        var items = await Table(model).GetManyAsync([Key("p-1", "a"), Key("p-2", "a")], Cancellation);

        Assert.Equal([null, "p-2"], items.Select(static item => item?.Id));
    }

    [Fact]
    public async Task What_a_batch_leaves_unprocessed_is_asked_for_again()
    {
        var table = Batches(s_plain);
        await table.PutManyAsync(Parcels(150), Cancellation);
        _store.Batches.Clear();
        _store.LeavesUnprocessed = static (batch, key) => batch is 0 or 1 && Fw24.Items.AttributeMap.FromItem(key)["Id"].S.EndsWith('3');

        var items = await table.GetManyAsync(Enumerable.Range(0, 150).Select(KeyOf), Cancellation);

        Assert.Equal(Enumerable.Range(0, 150).Select(Text), items.Select(static item => item?.Id));
        Assert.Equal([100, 60, 15], _store.Batches);
        Assert.Equal(2, _clock.Pauses);
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(8, 1)]
    public async Task A_response_that_was_full_is_no_throttling(int megabytes, int pauses)
    {
        var table = Batches(s_plain);
        foreach (var (number, size) in ((int[])[megabytes / 2, megabytes / 2, 0]).Index())
        {
            await table.PutAsync(new Parcel(Text(number), "a", new string('x', size * 1024 * 1024), 0), Cancellation);
        }

        // DynamoDB ends a response at 16 MB, and returns the other keys as unprocessed.
        _store.LeavesUnprocessed = static (batch, key) => batch is 0 && Fw24.Items.AttributeMap.FromItem(key)["Id"].S is "2";

        var items = await table.GetManyAsync([KeyOf(0), KeyOf(1), KeyOf(2)], Cancellation);

        Assert.All(items, static item => Assert.NotNull(item));
        Assert.Equal([3, 1], _store.Batches);
        Assert.Equal(pauses, _clock.Pauses);
    }

    [Fact]
    public async Task A_read_that_is_throttled_five_times_in_a_row_ends()
    {
        var table = Batches(s_plain);
        _store.LeavesUnprocessed = static (_, key) => Fw24.Items.AttributeMap.FromItem(key)["Id"].S is "3";

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => table.GetManyAsync(Enumerable.Range(0, 10).Select(KeyOf), Cancellation));

        Assert.StartsWith(
            "1 of 10 items of Plain were not read from parcels: DynamoDB left them unprocessed 5 times",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal([10, 1, 1, 1, 1], _store.Batches);
    }

    [Fact]
    public async Task A_key_of_a_batch_that_is_none_is_named()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Batches(s_plain).GetManyAsync([KeyOf(1), Image("""{"Id":{"S":"x"}}""")], Cancellation));

        Assert.StartsWith("The key at 1 is not one of parcels: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Batches);
    }

    [Fact]
    public async Task A_batch_puts_whole_items_with_the_actor()
    {
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"0"},"Part":{"S":"a"},"Newer":{"N":"7"}}"""), null, Cancellation);

        var stored = await Batches(s_parcel).WithoutVersioning().As("u-7").PutManyAsync([new Parcel("0", "a", "u-1", 3)], Cancellation);

        Assert.Equal(new Parcel("0", "a", "u-7", 3), Assert.Single(stored));
        Assert.Equal("""{"By":{"S":"u-7"},"Id":{"S":"0"},"Part":{"S":"a"},"Version":{"N":"3"}}""", Ordered(Stored()));
    }

    [Fact]
    public async Task Items_that_a_batch_leaves_unprocessed_are_written_again()
    {
        var table = Batches(s_plain);
        _store.LeavesUnprocessed = static (batch, item) => batch is 0 or 1 && Fw24.Items.AttributeMap.FromItem(item)["Id"].S.EndsWith('3');

        await table.PutManyAsync(Parcels(60), Cancellation);

        Assert.Equal(60, _store.Items.Count);
        Assert.Equal([25, 25, 15], _store.Batches);
        Assert.Equal(2, _clock.Pauses);

        await table.DeleteManyAsync([KeyOf(3), KeyOf(4), KeyOf(3), KeyOf(99)], Cancellation);
        Assert.Equal((58, 3), (_store.Items.Count, _store.Batches[^1]));
    }

    [Fact]
    public async Task A_batch_that_ends_early_names_what_was_not_written()
    {
        var table = Batches(s_plain);
        _store.LeavesUnprocessed = static (_, item) => Fw24.Items.AttributeMap.FromItem(item)["Id"].S is "3" or "28";

        var error = await Assert.ThrowsAsync<BatchWriteException>(() => table.PutManyAsync(Parcels(40), Cancellation));

        Assert.Equal([3, 28], error.Positions.Order());
        Assert.Equal(
            ["28", "3"], error.Keys.Select(static key => Fw24.Items.AttributeMap.FromItem(key)["Id"].S).Order(StringComparer.Ordinal));
        Assert.StartsWith(
            "2 of 40 items of Plain were not written to parcels: DynamoDB left them unprocessed 5 times",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(38, _store.Items.Count);
    }

    [Fact]
    public async Task A_call_of_a_batch_that_fails_leaves_the_rest_unwritten_and_says_so()
    {
        var table = Batches(s_plain);
        _store.BeforePut = static (put, _) => put is 30 ? new InvalidOperationException("broken") : null;

        var error = await Assert.ThrowsAsync<BatchWriteException>(() => table.PutManyAsync(Parcels(60), Cancellation));

        Assert.Equal("broken", error.InnerException?.Message);
        Assert.Equal(Enumerable.Range(25, 35), error.Positions);
        Assert.Contains(
            "35 of 60 items of Plain were not written to parcels, because a call failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_would_skip_a_version_or_a_condition_is_refused()
    {
        Parcel[] parcels = [new("p-1", "a", null, 0)];
        var conditional = Batches(s_plain).When(ItemCondition.Exists("By"));

        var version = await Assert.ThrowsAsync<InvalidOperationException>(() => Batches(s_parcel).PutManyAsync(parcels, Cancellation));
        var put = await Assert.ThrowsAsync<InvalidOperationException>(() => conditional.PutManyAsync(parcels, Cancellation));
        var delete = await Assert.ThrowsAsync<InvalidOperationException>(() => conditional.DeleteManyAsync([KeyOf(1)], Cancellation));
        var twice = await Assert.ThrowsAsync<ArgumentException>(
            () => Batches(s_plain).PutManyAsync([.. Parcels(3), .. Parcels(2)], Cancellation));

        Assert.StartsWith(
            "Items of Parcel cannot be put in a batch: DynamoDB compares no version there.", version.Message, StringComparison.Ordinal);
        Assert.Contains("use WithoutVersioning()", version.Message, StringComparison.Ordinal);
        Assert.StartsWith("Items of Plain cannot be put in a batch with a condition (When)", put.Message, StringComparison.Ordinal);
        Assert.StartsWith("Items of Plain cannot be deleted in a batch with a condition (When)", delete.Message, StringComparison.Ordinal);
        Assert.StartsWith("The items at 0 and 3 have the same key", twice.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task A_batch_that_is_cancelled_stops()
    {
        using var source = new CancellationTokenSource();
        _store.LeavesUnprocessed = (_, _) =>
        {
            source.Cancel();
            return true;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Batches(s_plain).PutManyAsync(Parcels(3), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Batches(s_plain).GetManyAsync([KeyOf(1)], source.Token));
        Assert.Empty(_store.Items);
    }

    private Table<Parcel> Batches(Fw24.Model.EntityModel<Parcel> entity) => new(Model(entity: entity), entity, _store, time: _clock);

    private static List<Parcel> Parcels(int count)
        => [.. Enumerable.Range(0, count).Select(static number => new Parcel(Text(number), "a", null, 0))];

    private static ItemImage KeyOf(int number) => Key(Text(number), "a");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
