using System.Text;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>H33: a change that is recorded as handled, or is being handled, does not reach the handler.</summary>
public sealed class IdempotentHandlingTests
{
    private readonly MemoryItemStore _rows = new(IdempotencyRow.IdAttribute);
    private readonly TestQueue _queue;

    public IdempotentHandlingTests() => _queue = new TestQueue(_rows);

    private string Row => Encoding.UTF8.GetString(Assert.Single(_rows.Items).Json.Span);

    [Fact]
    public async Task H33_a_change_is_handled_once_and_acknowledged_each_time()
    {
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["1"], _queue.Notes.EventIds);
        Assert.Equal([RecordResult.Handled, RecordResult.Skipped], _queue.Outcomes.Select(static outcome => outcome.Result));
        Assert.Equal("the change was handled before", _queue.Outcomes[1].Reason);

        // 2026-11-22T10:05:00Z and 30 days.
        Assert.Equal("""{"id":{"S":"OrderHandler#1"},"state":{"S":"handled"},"expiresAt":{"N":"1797933900"}}""", Row);
    }

    [Fact]
    public async Task H33_a_change_is_claimed_while_it_is_handled_until_its_invocation_may_no_longer_run()
    {
        _queue.Deadline = _queue.Time.GetUtcNow().AddSeconds(20);
        string[] second = [];
        _queue.Notes.OnChange = async (_, _) =>
        {
            Assert.Contains("""
                "state":{"S":"claimed by req-1/m-1"},"until":{"N":"1795341925000"}
                """.Trim(), Row, StringComparison.Ordinal);
            second = await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")));
        };

        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["m-1"], second);
        Assert.Equal(["1"], _queue.Notes.EventIds);
        Assert.Equal(
            "another delivery of the change is being handled, until 2026-11-22T10:05:25Z at the latest", _queue.Outcomes[0].Reason);
    }

    [Fact]
    public async Task H33_after_a_claims_end_another_invocation_takes_the_change_over()
    {
        _queue.Deadline = _queue.Time.GetUtcNow().AddSeconds(20);
        await PutAsync("claimed by req-0/m-1", _queue.Time.GetUtcNow().AddSeconds(3));

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        _queue.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["1"], _queue.Notes.EventIds);
    }

    [Fact]
    public async Task H33_a_handler_that_fails_gives_its_claim_up()
    {
        var attempts = 0;
        _queue.Notes.OnChange = (_, _) => attempts++ == 0 ? throw new IOException() : Task.CompletedTask;

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        Assert.Contains("\"state\":{\"S\":\"failed\"}", Row, StringComparison.Ordinal);
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(2, attempts);
        Assert.Contains("\"state\":{\"S\":\"handled\"}", Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H33_a_change_that_cannot_be_claimed_fails_and_is_not_handled()
    {
        _rows.BeforePut = static (put, _) => put == 0 ? new IOException() : null;

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["1"], _queue.Notes.EventIds);
    }

    [Fact]
    public async Task H33_a_handled_change_that_cannot_be_recorded_is_acknowledged_with_a_warning()
    {
        _rows.BeforePut = static (put, _) => put > 0 ? new IOException() : null;
        var invocation = _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")));
        while (!invocation.IsCompleted)
        {
            _queue.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Empty(await invocation);
        Assert.Contains(_queue.Log.Lines, static line => line.StartsWith(
            "Warning: OrderHandler: message m-1 was handled, which could not be recorded: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H33_a_lost_answer_to_a_claim_or_a_record_is_none()
    {
        // The client repeats the claim, and its first attempt has taken effect.
        await PutAsync("claimed by req-1/m-1", DateTimeOffset.UnixEpoch.AddSeconds(1_795_341_935));

        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["1"], _queue.Notes.EventIds);
    }

    [Theory]
    [InlineData(false, "handled")]
    [InlineData(true, "claimed by req-9/m-9")]
    public async Task H33_a_claim_that_was_taken_over_is_not_given_up_but_what_was_handled_is_recorded(bool fails, string state)
    {
        _queue.Notes.OnChange = async (_, _) =>
        {
            await PutAsync("claimed by req-9/m-9", _queue.Time.GetUtcNow().AddSeconds(60), condition: null);
            _ = fails ? throw new IOException() : 0;
        };

        Assert.Equal(fails ? ["m-1"] : [], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Contains($"\"state\":{{\"S\":\"{state}\"}}", Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H33_of_two_invocations_that_take_a_change_over_one_handles_it()
    {
        await PutAsync("claimed by req-0/m-0", _queue.Time.GetUtcNow().AddSeconds(-1));
        var puts = 0;
        _rows.WhilePutting = async _ =>
        {
            // Another invocation has read the same row, and is faster.
            if (++puts == 2)
            {
                await PutAsync("claimed by req-9/m-9", _queue.Time.GetUtcNow().AddSeconds(60), condition: null);
            }
        };

        Assert.Equal(["m-1"], await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Empty(_queue.Notes.EventIds);
        Assert.Contains("claimed by req-9/m-9", Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H33_a_replay_may_ask_to_handle_a_change_again()
    {
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        _queue.HandlesAgain = true;

        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal(["1", "1"], _queue.Notes.EventIds);
    }

    [Fact]
    public async Task H33_a_store_that_does_not_return_the_row_is_read()
    {
        _rows.HandsBack = false;

        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1"))));

        Assert.Equal((1, 1), (_queue.Notes.EventIds.Count(), _rows.Gets));
    }

    [Fact]
    public async Task H33_a_change_that_the_handler_does_not_receive_is_not_claimed()
    {
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1", entity: "Note"))));

        Assert.Empty(_rows.Items);
    }

    private Task PutAsync(string state, DateTimeOffset until) => PutAsync(state, until, IdempotencyRow.IsNone);

    private async Task PutAsync(string state, DateTimeOffset until, ItemCondition? condition)
    {
        var row = new IdempotencyRow("OrderHandler#1", state, until, DateTimeOffset.UnixEpoch);
        await _rows.PutOrReadAsync("shop-idempotency", row.ToItem(), condition, TestContext.Current.CancellationToken);
    }
}
