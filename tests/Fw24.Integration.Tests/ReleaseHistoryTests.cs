using Fw24.Integration.Tests.Harness.Releases;
using Fw24.Local;
using Xunit.Sdk;

namespace Fw24.Integration.Tests;

/// <summary>
/// The history of an app, a version a step (<c>Releases/V01.cs</c> and on): the compiler's diagnostics of each step with its remedy and
/// without it, and the fate of what one version left when the next is deployed.
/// </summary>
public sealed class ReleaseHistoryTests
{
    public static TheoryData<int> Steps => [.. Enumerable.Range(2, Release.All.Count - 1)];

    /// <summary>
    /// The steps that lose something here. In AWS, a deployment of two indexes (v15, v16) fails, and queues are named after the app (v18).
    /// </summary>
    public static TheoryData<int> DangerousSteps => [.. Enumerable.Range(2, Release.All.Count - 1).Except([15, 16, 18])];

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

    [Theory]
    [MemberData(nameof(DangerousSteps))]
    public async Task A_step_without_its_remedy_loses_what_earlier_versions_left(int number)
    {
        await using var account = new EmbeddedAccount(LocalTopology.Of(Release.All[^1].Model));
        var history = new ReleaseHistory(account);
        IReadOnlyList<Release> earlier = [.. new[] { Release.All[0], Release.All[number - 2] }.Distinct()];

        await Assert.ThrowsAnyAsync<XunitException>(() => history.RunAsync([.. earlier, new Release(number, isNaive: true)]));
    }

    [Fact]
    public async Task What_a_version_leaves_is_met_by_the_next()
    {
        await using var account = new EmbeddedAccount(LocalTopology.Of(Release.All[^1].Model));

        await new ReleaseHistory(account).RunAsync(Release.All);
    }
}
