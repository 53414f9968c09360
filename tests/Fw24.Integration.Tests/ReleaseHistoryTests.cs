using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Harness.Releases;
using Fw24.Local;

namespace Fw24.Integration.Tests;

/// <summary>
/// The history of an app, a step a version (<c>Releases/V01.cs</c> and on): what the compiler says of each step with its remedy and without it, and that what
/// one version left is met by the next.
/// </summary>
public sealed class ReleaseHistoryTests
{
    public static TheoryData<int> Steps => [.. Enumerable.Range(2, Release.All.Count - 1)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_with_its_remedy_is_accepted(int number)
    {
        var release = Release.All[number - 1];

        Assert.Equal(string.Join('\n', release.Expected), string.Join('\n', await release.ReportedAsync(Release.All[number - 2])));
        Assert.Empty(await release.ReportedAsync(release));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_without_its_remedy_is_reported(int number)
    {
        var release = new Release(number, isNaive: true);

        Assert.NotEmpty(release.Expected);
        Assert.Equal(string.Join('\n', release.Expected), string.Join('\n', await release.ReportedAsync(Release.All[number - 2])));
    }

    [Fact]
    public async Task What_a_version_leaves_is_met_by_the_next()
    {
        await using var account = new EmbeddedAccount(LocalTopology.Of(Release.All[^1].Model));

        await new ReleaseHistory(account).RunAsync(Release.All);
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task What_a_version_leaves_in_DynamoDB_is_met_by_the_next()
    {
        // The versions have one set of tables with given names.
        await using var dynamoDb = new DynamoDbLocal();
        await dynamoDb.InitializeAsync();
        await using var account = new DynamoDbAccount(dynamoDb);

        await new ReleaseHistory(account).RunAsync(Release.All);
    }
}
