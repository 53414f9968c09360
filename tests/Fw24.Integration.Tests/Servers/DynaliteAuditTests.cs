using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Fw24.Audit;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Servers;

/// <summary>An audit trail on dynalite, whose conditions never find two lists equal.</summary>
[Trait("Category", "Server")]
public sealed class DynaliteAuditTests
{
    [Fact]
    public async Task E3_A_trail_takes_the_first_batch_of_an_item_only()
    {
        await using var dynalite = new Dynalite();
        await dynalite.InitializeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(dynalite.Description);
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig { ServiceURL = dynalite.Url.ToString(), AuthenticationRegion = "eu-central-1" });
        using var store = new DynamoDbItemStore(config =>
        {
            config.ServiceURL = dynalite.Url.ToString();
            config.AuthenticationRegion = "eu-central-1";
            config.DefaultAWSCredentials = new BasicAWSCredentials("local", "local");
        });
        var table = CountRecord.TableOf("counts", await CountRecord.CreateAuditTableAsync(client, "counts-audit"));
        var sink = new DynamoDbAuditSink(store, table, "counts-audit");

        Assert.Empty(await sink.StoreAsync([CountRecord.Of(table, 1)], TestContext.Current.CancellationToken));
        var failure = Assert.Single(await sink.StoreAsync([CountRecord.Of(table, 2)], TestContext.Current.CancellationToken));

        Assert.False(failure.Permanent);
        Assert.Contains("TrailConflictException", failure.Reason, StringComparison.Ordinal);
    }
}
