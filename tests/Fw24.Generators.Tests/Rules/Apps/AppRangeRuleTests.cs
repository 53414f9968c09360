using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24401: settings of an app are within AWS's limits.</summary>
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
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:TimeoutSeconds = 5_401|}, MemoryMegabytes = 32_768, ManagedInstances = true)]

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:MemoryMegabytes = 32_769|}, ManagedInstances = true)]

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:SealMinutes = 0|}, SealRetentionDays = 0)]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:SealMinutes = 61|}, SealRetentionDays = 36_500)]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:SealRetentionDays = 36_501|}, SealMinutes = 60)]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [assembly: Fw24App("shop", {|FW24401:SealRetentionDays = -1|}, SealMinutes = 1)]

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_setting_out_of_range_is_refused(string markup) => RuleTest.ViolatesAsync("FW24401", markup, Refused.Table);

    [Fact]
    public Task A1_9_functions_on_Managed_Instances_may_take_longer_and_have_more_memory() => RuleTest.AllowsAsync("""
        [assembly: Fw24App("shop", TimeoutSeconds = 5_400, MemoryMegabytes = 32_768, ManagedInstances = true)]

        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A1_9_so_may_a_function_with_settings_of_its_own() => RuleTest.AllowsSoundAsync("""
        [DynamoTable("orders"), StreamEnabled(TimeoutSeconds = 5_400, MemoryMegabytes = 32_768, ManagedInstances = true)]
        [Audit(AuditLoggerType.Console, TimeoutSeconds = 5_400, MemoryMegabytes = 32_768, ManagedInstances = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [ChangeQueue(TimeoutSeconds = 5_400, MemoryMegabytes = 32_768, ExpectedSeconds = 5_000, ManagedInstances = true)]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);

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
