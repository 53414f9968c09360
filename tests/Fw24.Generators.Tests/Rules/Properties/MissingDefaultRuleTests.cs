using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24062: a default is a value of its property.</summary>
public sealed class MissingDefaultRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = "1")] public required int {|FW24062:Size|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = 256)] public required byte {|FW24062:Size|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = 1.5)] public required int {|FW24062:Size|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = 1)] public required bool {|FW24062:Size|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = 0)] public required DayOfWeek {|FW24062:Day|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = "x")] public required List<string> {|FW24062:Tags|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = "2026-01-01")] public required DateOnly {|FW24062:Day|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey, DynamoAttribute(Default = "x")] public required string {|FW24062:Id|} { get; init; }
        }
        """)]
    public Task Another_value_is_refused(string markup) => RuleTest.ViolatesAsync("FW24062", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute(Default = 255)] public required byte Size { get; init; }
            [DynamoAttribute(Default = 1.5)] public required decimal Rate { get; init; }
            [DynamoAttribute(Default = -1)] public long? Offset { get; init; }
            [DynamoAttribute(Default = DayOfWeek.Friday)] public DayOfWeek Day { get; init; }
            [DynamoAttribute("a b", Default = "\"")] public required string Text { get; init; }
            [DynamoAttribute(Default = null)] public string? Null { get; init; }
        }
        """)]
    public Task A_value_of_the_type_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
