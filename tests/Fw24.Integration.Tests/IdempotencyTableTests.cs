using Fw24.Functions.Handlers.Idempotency;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Integration.Tests;

/// <summary>
/// H33: claims and records on DynamoDB's own conditions, with a server that returns the conflicting row and with one that does not.
/// </summary>
public abstract class IdempotencyTableTests(DynamoDbServer dynamoDb) : IDisposable
{
    private readonly Clock _time = new();
    private readonly DynamoDbItemStore _store = dynamoDb.NewStore();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task H33_a_change_is_claimed_by_one_recorded_and_not_claimed_again()
    {
        var table = await CreateAsync();

        var first = await ClaimAsync(table, "a");
        var second = await ClaimAsync(table, "b");
        await table.CompleteAsync(first.Row, Cancellation);
        var third = await ClaimAsync(table, "c");
        var again = await ClaimAsync(table, "d", handlesAgain: true);

        Assert.Equal((true, false, false, true), (first.IsClaimed, second.IsClaimed, third.IsClaimed, again.IsClaimed));
        Assert.Equal((false, true), (second.IsHandled, third.IsHandled));
        Assert.Equal(first.Row.Until, second.Row.Until);
    }

    [Fact]
    public async Task H33_a_claim_is_given_up_or_ends_and_its_owner_cannot_give_up_the_next_one()
    {
        var table = await CreateAsync();

        var first = await ClaimAsync(table, "a");
        await table.ReleaseAsync(first.Row, Cancellation);
        var second = await ClaimAsync(table, "b");
        _time.Now += TimeSpan.FromMinutes(1);
        var third = await ClaimAsync(table, "c");
        await table.ReleaseAsync(second.Row, Cancellation);
        var fourth = await ClaimAsync(table, "d");

        Assert.Equal((true, true, true, false), (first.IsClaimed, second.IsClaimed, third.IsClaimed, fourth.IsClaimed));
        Assert.Equal(third.Row.State, fourth.Row.State);
    }

    [Fact]
    public async Task H33_of_many_invocations_at_once_one_claims_the_change()
    {
        var table = await CreateAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => ClaimAsync(table, $"r{number}")));

        Assert.Single(claims, static claim => claim.IsClaimed);
    }

    private async Task<IdempotencyTable> CreateAsync()
    {
        var table = await StreamedTable.CreateAsync(dynamoDb, partitionKey: IdempotencyRow.IdAttribute);
        return new IdempotencyTable(_store, table.Name, "Mailer", TimeSpan.FromDays(30), TimeSpan.FromSeconds(30), _time);
    }

    private static async Task<ChangeClaim> ClaimAsync(IdempotencyTable table, string requestId, bool handlesAgain = false)
    {
        var invocation = new InvocationContext { RequestId = requestId, FunctionName = "Mailer", HandlesAgain = handlesAgain };
        return await table.ClaimAsync("1", "m", invocation, Cancellation);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 10, 5, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
