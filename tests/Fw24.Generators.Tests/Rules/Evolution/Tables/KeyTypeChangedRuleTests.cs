using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24602: the keys of a deployed table keep their types.</summary>
public sealed class KeyTypeChangedRuleTests
{
    [Fact]
    public Task A_key_of_another_type_is_refused() => LockTest.ViolatesAsync(
        "FW24602",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required long {|FW24602:Id|} { get; init; }
        }
        """);
}
