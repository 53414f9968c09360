using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24303: a handler overrides a method.</summary>
public sealed class HandlesNothingRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24303:Mailer|} : OrderChangeHandler;
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class {|FW24303:Mailer|} : OrderChangeHandler;
        """)]
    public Task A_handler_without_a_method_is_refused(string markup) => RuleTest.ViolatesAsync("FW24303", markup, Refused.Handler);
}
