using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24401: function settings are within Lambda's limits.</summary>
public sealed class AppRangeRuleTests
{
    [Theory]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:TimeoutSeconds = 901|})]

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:TimeoutSeconds = 901|})]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_setting_out_of_range_is_refused(string markup) => RuleTest.ViolatesAsync("FW24401", markup, Refused.Table);

    [Fact]
    public Task A_constant_is_not_changed() => RuleTest.WithholdsAsync("FW24401", """
        [assembly: Fw24App("shop", TimeoutSeconds = Limits.Timeout)]

        static class Limits
        {
            public const int Timeout = 901;
        }

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Settings_of_the_app_are_changed_together() => RuleTest.FixesEverywhereAsync(
        "FW24401",
        [
            """
            [assembly: Fw24App("shop", TimeoutSeconds = 901, MemoryMegabytes = 64)]

            [DynamoTable("orders")]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ],
        [
            """
            [assembly: Fw24App("shop", TimeoutSeconds = 900, MemoryMegabytes = 128)]

            [DynamoTable("orders")]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ]);
}
