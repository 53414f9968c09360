using Fw24.Integration.Tests.Harness;
using Orders.Local;

namespace Fw24.Integration.Tests;

[Trait("Category", "Server")]
public sealed class DynamoDbSampleTests
{
    [Fact]
    public async Task On_DynamoDB_a_run_counts_what_it_counts_embedded()
    {
        // The sample creates tables with fixed names.
        await using var dynamoDb = new DynamoDbLocal();
        await dynamoDb.InitializeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(dynamoDb.Description);
        var embedded = await SampleRun.StartAsync(new RunOptions());
        var real = await SampleRun.StartAsync(new RunOptions { DynamoDb = dynamoDb.Url });

        Assert.True(real.ExitCode is 0, real.Output);
        Assert.Equal(embedded.LastLine, real.LastLine);
    }
}
