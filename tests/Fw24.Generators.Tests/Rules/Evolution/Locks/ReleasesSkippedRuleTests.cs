using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24636: releases are not skipped.</summary>
public sealed class ReleasesSkippedRuleTests
{
    [Fact]
    public Task Two_releases_at_once_are_reported() => LockTest.ViolatesLockAsync(
        "FW24636",
        """
        {
          "schema": "fw24.lock/1",
          "version": "0.3.0",
          "app": "Shop",
          "tables": {},
          "entities": {},
          "types": {},
          "enums": {},
          "handlers": {}
        }
        """,
        """
        [assembly: {|FW24636:Fw24App("Shop")|}]

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_next_release_is_accepted() => LockTest.AcceptsLockAsync(
        """
        {
          "schema": "fw24.lock/1",
          "version": "0.2.0",
          "app": "Shop",
          "tables": {},
          "entities": {},
          "types": {},
          "enums": {},
          "handlers": {}
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
