using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24638: the lock can be read.</summary>
public sealed class LockUnreadableRuleTests
{
    [Fact]
    public Task A_conflict_mark_is_refused() => LockTest.ViolatesLockAsync(
        "FW24638",
        """
        {
          "schema": "fw24.lock/1",
          "version": "0.1.0",
          "app": "Shop",
          "tables": {},
          "entities": {},
          "types": {},
          "enums": {},
          "handlers": {}
        <<<<<<< HEAD
        """,
        """
        [assembly: {|FW24638:Fw24App("Shop")|}]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_member_that_occurs_twice_is_refused() => LockTest.ViolatesLockAsync(
        "FW24638",
        """
        {
          "schema": "fw24.lock/1",
          "version": "0.1.0",
          "app": "Shop",
          "tables": {},
          "entities": {},
          "types": {},
          "types": {},
          "enums": {},
          "handlers": {}
        }
        """,
        """
        [assembly: {|FW24638:Fw24App("Shop")|}]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
