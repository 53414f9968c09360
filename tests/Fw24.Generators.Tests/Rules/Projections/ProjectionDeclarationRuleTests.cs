using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24074: a projection is a partial class of an entity.</summary>
public sealed class ProjectionDeclarationRuleTests
{
    [Theory]
    [InlineData("public sealed record {|FW24074:Row|};")]
    [InlineData("public abstract partial record {|FW24074:Row|};")]
    [InlineData("public static partial class {|FW24074:Row|} { }")]
    [InlineData("public sealed partial class {|FW24074:Row|}<T>;")]
    [InlineData("file sealed partial class {|FW24074:Row|};")]
    public Task A_class_that_cannot_be_one_is_refused(string row) => RuleTest.ViolatesAsync(
        "FW24074", Project($"[Projection(typeof(Order))] {row}"), Refused.Projection);

    [Fact]
    public Task One_within_another_type_is_refused() => RuleTest.ViolatesAsync(
        "FW24074",
        Project("public partial class Page { [Projection(typeof(Order))] public sealed partial record {|FW24074:Row|}; }"),
        Refused.Projection);

    [Theory]
    [InlineData("string")]
    [InlineData("Upgraded")]
    public Task One_of_what_is_read_whole_is_refused(string entity)
        => RuleTest.ViolatesAsync(
            "FW24074", Project($"[Projection(typeof({entity}))] public sealed partial record {{|FW24074:Row|}};"), Refused.Projection);

    [Theory]
    [InlineData("public sealed partial record Row(string Id);")]
    [InlineData("internal partial class Row { public string? Id { get; set; } }")]
    public Task A_partial_class_is_allowed(string row) => RuleTest.AllowsAsync(Project($"[Projection(typeof(Order))] {row}"));

    private static string Project(string row) => $$"""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("upgraded")]
        public sealed class Upgraded
        {
            [PartitionKey] public required string Id { get; init; }
            [ItemUpgrade] internal static void Upgrade(RawItem item) { }
        }

        {{row}}
        """;
}
