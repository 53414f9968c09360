using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24041: stored types and members are not obsolete as an error.</summary>
public sealed class ObsoleteErrorRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Obsolete("", true)] public string? {|FW24041:Value|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Obsolete("", true)] public string? {|FW24041:Old|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24041:Old|} { get; [Obsolete("", true)] set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<State>? States { get; set; }
        }

        enum State { Open, [Obsolete("", error: true)] {|FW24041:Started|} }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Part? Part { get; set; }
        }

        class Part
        {
            public int X { get; set; }
            [Obsolete("", true)] public int {|FW24041:Y|} { get; set; }
        }
        """)]
    public Task A_member_that_is_obsolete_as_an_error_is_refused(string markup) => RuleTest.ViolatesAsync("FW24041", markup);
}
