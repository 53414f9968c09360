using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Aws.DynamoDb;

namespace Fw24.Runtime.Tests.Tables;

/// <content>Snapshots.</content>
public sealed partial class TableTests
{
    [Fact]
    public async Task A_snapshot_that_others_write_is_tried_again()
    {
        await StoreAsync(4);
        _store.FailsSnapshot = static attempt => attempt switch
        {
            0 => Canceled("TransactionConflict", "None"),
            1 => Canceled("ThrottlingError", "TransactionConflict"),
            2 => Canceled("None", "ProvisionedThroughputExceeded"),
            3 => Canceled("RequestLimitExceeded", "None"),
            _ => null,
        };
        var snapshot = new ItemSnapshot().Get(Batches(s_parcel), Key("p-1", "a"), out var parcel);

        await snapshot.ReadAsync(Cancellation);

        Assert.Equal((5, 4), (_store.Snapshots, _clock.Pauses));
        Assert.Equal(4, parcel.Value!.Version);
    }

    [Theory]
    [InlineData(5, "TransactionConflict", "None")]
    [InlineData(5, "None", "ThrottlingError")]
    [InlineData(1, "TransactionConflict", "ValidationError")]
    [InlineData(1, "AccessDenied", "None")]
    [InlineData(1)]
    public async Task A_snapshot_is_not_tried_forever(int attempts, params string[] reasons)
    {
        _store.FailsSnapshot = _ => Canceled(reasons);
        var snapshot = new ItemSnapshot().Get(Batches(s_parcel), Key("p-1", "a"), out var parcel);

        var error = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => snapshot.ReadAsync(Cancellation));

        Assert.Equal("TransactionCanceledException", error.ErrorCode);
        Assert.Equal((attempts, attempts - 1), (_store.Snapshots, _clock.Pauses));
        Assert.Throws<InvalidOperationException>(() => parcel.Value);
    }

    [Fact]
    public async Task A_snapshot_that_is_refused_for_another_reason_is_not_tried_again()
    {
        _store.FailsSnapshot = static _ => Error("ThrottlingException", "{}");

        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(
            () => new ItemSnapshot().Get(Batches(s_parcel), Key("p-1", "a"), out _).ReadAsync(Cancellation));

        Assert.Equal((1, 0), (_store.Snapshots, _clock.Pauses));
    }

    private static DynamoDbException Canceled(params string[] reasons)
    {
        var codes = string.Join(',', reasons.Select(static code => $$"""{"Code":"{{code}}"}"""));
        return Error("TransactionCanceledException", $$"""{"Message":"canceled","CancellationReasons":[{{codes}}]}""");
    }

    // The client itself tries throttled calls again, before the store returns.
    private static DynamoDbException Error(string code, string body) => new(
        new AmazonServiceException("refused", null, ErrorType.Sender, code, "request", HttpStatusCode.BadRequest), Encoding.UTF8.GetBytes(body));
}
