using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24637: the lock has a format that this version reads.</summary>
public sealed class LockOfNewerFormatRuleTests
{
    [Fact]
    public Task Another_format_is_refused() => LockTest.ViolatesLockAsync(
        "FW24637",
        """
        {
          "schema": "fw24.lock/2",
          "version": "0.1.0",
          "app": "Shop",
          "tables": {},
          "entities": {},
          "types": {},
          "enums": {},
          "handlers": {}
        }
        """,
        """
        [assembly: {|FW24637:Fw24App("Shop")|}]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
