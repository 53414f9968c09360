using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24013: each property is stored in its own attribute.</summary>
public sealed class AttributeClashRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Id")] public string? {|FW24013:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Discriminator = "Kind")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24013:Kind|} { get; init; }
        }
        """)]
    public Task Two_properties_in_one_attribute_are_refused(string markup) => RuleTest.ViolatesAsync("FW24013", markup);

    [Fact]
    public Task A_property_is_not_renamed_to_a_taken_name() => RuleTest.WithholdsAsync("FW24013", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Id")] public string? Number { get; init; }
            [DynamoAttribute("Number")] public string? Other { get; init; }
        }
        """);
}
