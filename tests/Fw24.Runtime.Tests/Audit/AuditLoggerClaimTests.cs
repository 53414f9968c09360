using System.Text;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class AuditLoggerClaimTests
{
    private readonly MemoryClaimCheck _claims = new();
    private readonly TestAudit _audit;

    public AuditLoggerClaimTests() => _audit = new TestAudit(claims: _claims);

    [Fact]
    public async Task H08_a_claimed_change_is_audited_like_any_other()
    {
        Assert.Empty(await _audit.InvokeAsync(await ClaimedAsync(2)));

        Assert.Equal("""{"N":"2"}""", AuditTable.Text(_audit.Sink.Stored["a-2"].Changes[0].New));
    }

    [Fact]
    public async Task H11_a_claim_whose_data_is_gone_is_parked_and_its_neighbours_are_stored()
    {
        var message = await ClaimedAsync(2);
        _claims.Content.Clear();

        Assert.Empty(await _audit.InvokeAsync([message, .. TestAudit.Messages(fifo: true, "a3")]));

        Assert.Equal(["a-3"], _audit.Sink.Stored.Keys);
        Assert.Contains("dataref", Assert.Single(_audit.Parking.Contents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H31_a_store_that_does_not_answer_fails_the_message_and_the_rest_of_its_group()
    {
        var message = await ClaimedAsync(2);
        _claims.FailingCalls = 1;

        Assert.Equal(["m-a2", "m-a3"], await _audit.InvokeAsync([message, .. TestAudit.Messages(fifo: true, "a3", "b1")]));
        Assert.Equal(["b-1"], _audit.Sink.Stored.Keys);
        Assert.Empty(_audit.Parking.Records);
    }

    private async Task<string> ClaimedAsync(int number)
    {
        // One line, as the stream processor writes it.
        var body = Encoding.UTF8.GetBytes(TestAudit.Body("a", number).Replace("\n", "", StringComparison.Ordinal));
        var claimed = await ClaimedBody.StoreAsync(body, "orders", $"a-{number}", _claims, TestContext.Current.CancellationToken);
        return TestAudit.Message($"m-a{number}", Encoding.UTF8.GetString(claimed.Span), group: "a");
    }
}
