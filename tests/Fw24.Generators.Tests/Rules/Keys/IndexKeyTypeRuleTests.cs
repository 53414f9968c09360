using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24021: an index's keys are strings, numbers or binary.</summary>
public sealed class IndexKeyTypeRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [{|FW24021:GlobalIndex("by-flag", PartitionKey = "Flag")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Flag { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        [{|FW24021:GlobalIndex("by-flag", PartitionKey = "Flag")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Flag { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        [{|FW24021:GlobalIndex("by-day", PartitionKey = "Day")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public DayOfWeek? Day { get; init; }
        }
        """)]
    public Task A_key_of_another_type_is_refused(string markup) => RuleTest.ViolatesAsync("FW24021", markup);

    [Fact]
    public Task F14_6_the_message_names_the_key_and_its_type() => RuleTest.SaysAsync(
        "FW24021",
        """
        [DynamoTable("orders")]
        [GlobalIndex("by-flag", PartitionKeys = ["Id", "Flag"])]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("f")] public bool? Flag { get; init; }
        }
        """,
        "Order: the key Flag of the index by-flag has the type bool?, which is not stored as a string, number or binary.");

    [Fact]
    public Task What_the_object_mapper_stores_as_a_number_is_allowed() => RuleTest.AllowsAsync("""
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        [GlobalIndex("by-day", PartitionKey = "Day", SortKey = "Flag")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public DayOfWeek Day { get; init; }
            public bool? Flag { get; init; }
        }
        """);
}
