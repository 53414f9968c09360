using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24075: a projection's properties are the entity's.</summary>
public sealed class ProjectedPropertyRuleTests
{
    [Theory]
    [InlineData("string? {|FW24075:Nothing|}")]
    [InlineData("string? {|FW24075:Hidden|}")]
    [InlineData("long {|FW24075:Count|}")]
    [InlineData("string {|FW24075:Note|}")]
    public Task Another_name_or_type_is_refused(string property)
        => RuleTest.ViolatesAsync(
            "FW24075", Project($"public sealed partial class Row {{ public required {property} {{ get; init; }} }}"), Refused.Projection);

    [Theory]
    [InlineData("string Id")]
    [InlineData("string? Id")]
    [InlineData("int? Count")]
    [InlineData("string? Note")]
    public Task The_same_or_a_nullable_one_is_allowed(string property)
        => RuleTest.AllowsAsync(Project($"public sealed partial record Row({property});"));

    [Fact]
    public Task One_that_is_not_stored_is_allowed()
        => RuleTest.AllowsAsync(
            Project("public sealed partial record Row(string Id) { [DynamoIgnore] public bool IsMarked { get; set; } }"));

    [Fact]
    public Task The_message_has_the_type() => RuleTest.SaysAsync(
        "FW24075",
        Project("public sealed partial record Row(long Count);"),
        "Row.Count: Order has it with the type int. Give the property the name and the type that it has there, or mark it with "
            + "[DynamoIgnore].");

    private static string Project(string row) => $$"""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Count { get; init; }
            public string? Note { get; init; }
            [DynamoIgnore] public string? Hidden { get; init; }
        }

        [Projection(typeof(Order))]
        {{row}}
        """;
}
