extern alias generator;

using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests;

/// <summary>The rules as a whole; the tests of each rule are in <c>Rules</c>.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("eu-central-1")]
    [InlineData("us-gov-west-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("mx-central-1")]
    [InlineData("eusc-de-east-1")]
    public void A_region_of_AWS_is_one(string region)
        => Assert.True(ResourceNames.IsRegion(region));

    [Theory]
    [InlineData("")]
    [InlineData("eu")]
    [InlineData("eu-central")]
    [InlineData("EU-central-1")]
    [InlineData("eu-central-1a")]
    [InlineData("eu--1")]
    [InlineData("eu_central_1")]
    public void A_zone_or_another_word_is_no_region(string region)
        => Assert.False(ResourceNames.IsRegion(region));

    [Fact]
    public void What_the_rules_allow_has_no_findings()
        => Assert.Empty(Inspection.Violations(Sample.Run));

    [Fact]
    public void An_entity_that_is_refused_leaves_its_neighbours_alone()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] bool Id);
            [Fw24.DynamoTable("notes")] public sealed record Note([property: Fw24.PartitionKey] string Id);
            """);

        Assert.DoesNotContain("Shop.Order.Entity.g.cs", test.Files.Keys);
        Assert.Contains("Shop.Order.StandIn.g.cs", test.Files.Keys);
        Assert.Contains("Shop.Note.Entity.g.cs", test.Files.Keys);
        Assert.DoesNotContain("orders", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }
}
