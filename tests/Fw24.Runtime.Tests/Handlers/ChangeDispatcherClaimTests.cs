using System.Text;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;

namespace Fw24.Runtime.Tests.Handlers;

public sealed class ChangeDispatcherClaimTests
{
    private readonly TestQueue _queue = new();

    [Fact]
    public async Task H08_a_claimed_change_reaches_the_handler_like_any_other()
    {
        Assert.Empty(await _queue.InvokeAsync(_queue.Message(TestQueue.Change("1")), await ClaimedAsync("2"), _queue.Message(TestQueue.Change("3"))));

        Assert.Equal(["1", "2", "3"], _queue.Notes.EventIds);
        var claimed = Assert.IsType<OrderChange.Modified>(_queue.Notes.Changes[1]);
        Assert.Equal(("Placed", "Paid"), (claimed.Old, claimed.New));
    }

    [Fact]
    public async Task H11_a_claim_whose_data_is_gone_is_parked_and_its_neighbours_go_on()
    {
        var message = await ClaimedAsync("2", group: "g");
        _queue.Claims.Content.Clear();

        Assert.Empty(await _queue.InvokeAsync(message, _queue.Message(TestQueue.Change("3"), group: "g")));

        Assert.Equal(["3"], _queue.Notes.EventIds);
        Assert.Contains("\"dataref\":\"memory://shop/2-", Assert.Single(_queue.Parking.Contents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H31_a_store_that_does_not_answer_fails_the_message_and_the_rest_of_its_group()
    {
        var message = await ClaimedAsync("2", group: "g");
        _queue.Claims.FailingCalls = 1;

        Assert.Equal(["m-2", "m-3"], await _queue.InvokeAsync(message, _queue.Message(TestQueue.Change("3"), group: "g"), _queue.Message(TestQueue.Change("4"), group: "h")));

        Assert.Equal(["4"], _queue.Notes.EventIds);
        Assert.Empty(_queue.Parking.Records);
    }

    private async Task<string> ClaimedAsync(string id, string? group = null)
    {
        var body = Encoding.UTF8.GetBytes(ChangeMessageWriterTests.Write(TestQueue.Change(id), _queue.Table).Body);
        var claimed = await ClaimedBody.StoreAsync(body, "shop", id, _queue.Claims, TestContext.Current.CancellationToken);
        return TestQueue.Message($"m-{id}", Encoding.UTF8.GetString(claimed.Span), group);
    }
}
