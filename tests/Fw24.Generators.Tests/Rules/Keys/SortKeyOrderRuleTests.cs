using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24031: a sort key sorts in the order of its type.</summary>
public sealed class SortKeyOrderRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public TimeSpan {|FW24031:Sort|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public DayOfWeek {|FW24031:Sort|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [GlobalIndex("by-sort", PartitionKey = "Id", SortKey = "Sort")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public DayOfWeek? {|FW24031:Sort|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public TimeSpan {|FW24031:At|} { get; init; }
        }
        """)]
    public Task A_sort_key_that_sorts_otherwise_than_its_type_is_reported(string markup) => RuleTest.ViolatesAsync("FW24031", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public DateTime At { get; set; }
            public TimeSpan Took { get; set; }
            public DayOfWeek Day { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), GlobalIndex("by-day", PartitionKey = nameof(Day))]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public DayOfWeek Day { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public DayOfWeek Day { get; set; }
        }
        """)]
    public Task A_sorted_date_a_number_and_an_enum_that_is_no_sort_key_are_allowed(string source) => RuleTest.AllowsAsync(source);
}
