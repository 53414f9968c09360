using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The newest CDK makes the same templates as the one that the tests run with.</summary>
public sealed class NewestCdkTests(Synthesis synthesis)
{
    private static readonly TestApp[] s_apps =
        [TestApps.EveryOption, TestApps.OwnKey, TestApps.AllNested, TestApps.OwnSecret, CustomApps.InVpc, CustomApps.GivenUp];

    [Fact]
    [Trait("Category", "Build")]
    public void A1_13_Templates_are_the_same_with_the_newest_CDK()
    {
        using var newest = new NewestCdk();
        var made = newest.Synthesize(s_apps, Path.Combine(TestPaths.Project, "HandWritten"));
        Assert.All(s_apps, app => Assert.Contains($"{app.Name}.template.json", made.Keys));
        Assert.All(made, template => Assert.Equal(
            FeatureFlagTests.Canonical(
                synthesis.Templates[template.Key.Replace(".template.json", "", StringComparison.Ordinal)].Json.ToJsonString()),
            FeatureFlagTests.Canonical(template.Value)));
    }
}
