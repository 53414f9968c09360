using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24017: a table setting is a defined value of its enum.</summary>
public sealed class TableValueRuleTests
{
    [Fact]
    public Task An_undefined_format_is_refused() => RuleTest.ViolatesAsync("FW24017", """
        [DynamoTable("orders", {|FW24017:Format = (ItemFormat)3|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task An_undefined_removal_policy_is_refused() => RuleTest.ViolatesAsync("FW24017", """
        [DynamoTable("orders", {|FW24017:RemovalPolicy = (RemovalPolicy)4|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
