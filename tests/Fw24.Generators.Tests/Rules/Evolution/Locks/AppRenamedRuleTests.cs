using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24635: a deployed app keeps its name.</summary>
public sealed class AppRenamedRuleTests
{
    [Fact]
    public Task An_app_of_another_name_is_refused() => LockTest.ViolatesAsync(
        "FW24635",
        """
        [assembly: Fw24App("Shop")]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: Fw24App({|FW24635:"Store"|})]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24635",
        """
        [assembly: Fw24App("Shop")]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: Fw24App("Store")]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [assembly: Fw24App("Shop")]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
