using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24064: an enum has one member for unknown names.</summary>
public sealed class UnknownValueRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class {|FW24064:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status { Placed, [UnknownValue] Unknown, [UnknownValue] Other }
        """)]
    public Task Two_members_are_refused(string markup) => RuleTest.ViolatesAsync("FW24064", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status { [UnknownValue] Unknown, Placed }
        """)]
    public Task One_member_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
