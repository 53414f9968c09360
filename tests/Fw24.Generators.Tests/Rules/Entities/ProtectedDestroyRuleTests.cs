using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24406: a table that is deleted with its stack has no deletion protection.</summary>
public sealed class ProtectedDestroyRuleTests
{
    [Fact]
    public Task A_destroyed_table_with_deletion_protection_is_reported() => RuleTest.ViolatesAsync("FW24406", """
        [DynamoTable("orders", {|FW24406:RemovalPolicy = RemovalPolicy.Destroy|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
