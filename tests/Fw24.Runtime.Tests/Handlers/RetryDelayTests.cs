using Fw24.Functions.Handlers;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>The delay of failed messages.</summary>
public sealed class RetryDelayTests
{
    private readonly TestQueue _queue = TestQueue.WithDelays(
        new ChangeQueueAttribute { BatchSize = 10, RetryDelaySeconds = 10, MaxRetryDelaySeconds = 100 });

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 80)]
    [InlineData(5, 100)]
    [InlineData(900, 100)]
    [InlineData(0, 10)]
    public void A_delay_doubles_with_each_receive_up_to_the_greatest(int receives, int greatest)
    {
        var delay = Delay(10, 100);

        var delays = Enumerable.Range(0, 1_000).Select(i => delay.SecondsOf($"m-{i}", receives)).ToList();

        Assert.All(delays, seconds => Assert.InRange(seconds, greatest * 3 / 4, greatest));
        Assert.True(delays.Distinct().Count() >= Math.Min(3, greatest / 5), "Messages that failed together return together.");
        Assert.Equal(delays, Enumerable.Range(0, 1_000).Select(i => delay.SecondsOf($"m-{i}", receives)));
    }

    [Fact]
    public void The_longest_delays_do_not_overflow()
    {
        var delay = Delay(36_000, 36_000);

        Assert.InRange(delay.SecondsOf("m", 999), 27_000, 36_000);
    }

    [Fact]
    public async Task A_failed_message_is_hidden_by_its_receives_and_the_others_are_not()
    {
        _queue.Notes.OnChange = Fails("1");

        Assert.Equal(["m-1"], await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("1"), receives: 3), _queue.Message(TestQueue.Change("2"), receives: 3)));

        var hidden = Assert.Single(_queue.Visibility.Hidden);
        Assert.Equal(("m-1", "r"), (hidden.MessageId, hidden.ReceiptHandle));
        Assert.InRange(hidden.Seconds, 30, 40);
    }

    [Fact]
    public async Task After_the_last_receive_nothing_is_delayed()
    {
        _queue.Notes.OnChange = Fails("1");

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"), receives: 5)));

        Assert.Equal(0, _queue.Visibility.DelayOf("m-1"));
    }

    [Fact]
    public async Task H13_a_group_waits_as_long_as_its_first_failed_message()
    {
        _queue.Notes.OnChange = Fails("a1");

        Assert.Equal(["m-a1", "m-a2"], await _queue.InvokeAsync(
            _queue.Message(TestQueue.Change("a1"), "A", receives: 3),
            _queue.Message(TestQueue.Change("a2"), "A", receives: 1),
            _queue.Message(TestQueue.Change("b1"), "B", receives: 1)));

        Assert.InRange(_queue.Visibility.DelayOf("m-a1")!.Value, 30, 40);
        Assert.Equal(_queue.Visibility.DelayOf("m-a1"), _queue.Visibility.DelayOf("m-a2"));
        Assert.Null(_queue.Visibility.DelayOf("m-b1"));
    }

    [Fact]
    public async Task H30_what_there_was_no_time_for_is_not_delayed()
    {
        _queue.Deadline = _queue.Time.GetUtcNow();

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"), "A")));

        Assert.Empty(_queue.Visibility.Hidden);
    }

    [Fact]
    public async Task H33_a_change_that_another_delivery_has_claimed_waits_for_that_claims_end()
    {
        var rows = new MemoryItemStore(IdempotencyRow.IdAttribute);
        var queue = TestQueue.WithDelays(new ChangeQueueAttribute { RetryDelaySeconds = 10 }, rows);
        queue.Deadline = queue.Time.GetUtcNow().AddSeconds(300);
        string[] second = [];
        queue.Notes.OnChange = async (_, _) => second = await queue.InvokeAsync(queue.Message(TestQueue.Change("1"), receives: 1));

        Assert.Empty(await queue.InvokeAsync(queue.Message(TestQueue.Change("1"), receives: 1)));

        Assert.Equal(["m-1"], second);
        Assert.Equal(305, queue.Visibility.DelayOf("m-1"));
    }

    [Fact]
    public async Task A_delay_that_fails_is_a_warning_and_the_message_returns()
    {
        _queue.Notes.OnChange = Fails("1");
        _queue.Visibility.IsBroken = true;

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Contains(_queue.Log.Lines, static line => line.StartsWith(
            "Warning: OrderHandler req-1: 1 failed messages could not be delayed: System.IO.IOException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_delay_the_queue_is_left_alone()
    {
        var queue = new TestQueue { Notes = { OnChange = Fails("1") } };

        Assert.Equal(["m-1"], await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));

        Assert.Empty(queue.Visibility.Hidden);
    }

    [Fact]
    public void A_message_without_a_receipt_cannot_be_hidden()
    {
        var json = """{"messageId":"m","receiptHandle":""}"""u8.ToArray();

        Assert.Null(new QueueMessage { MessageId = "m", Body = default, Json = json }.ReceiptHandle);
    }

    private static RetryDelay Delay(int first, int greatest)
        => new(new ChangeQueueAttribute { RetryDelaySeconds = first, MaxRetryDelaySeconds = greatest, MaxReceiveCount = 1_000 });

    private static Func<OrderChange, CancellationToken, Task> Fails(string eventId)
        => (change, _) => change.EventId == eventId ? throw new IOException() : Task.CompletedTask;
}
