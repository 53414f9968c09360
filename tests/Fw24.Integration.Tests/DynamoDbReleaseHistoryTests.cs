using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Harness.Releases;

namespace Fw24.Integration.Tests;

[Trait("Category", "Server")]
public sealed class DynamoDbReleaseHistoryTests
{
    [Fact]
    public async Task What_a_version_leaves_in_DynamoDB_is_met_by_the_next()
    {
        // The versions have one set of tables with given names.
        await using var dynamoDb = new DynamoDbLocal();
        await dynamoDb.InitializeAsync();
        await using var account = new DynamoDbAccount(dynamoDb);

        await new ReleaseHistory(account).RunAsync(Release.All);
    }
}
