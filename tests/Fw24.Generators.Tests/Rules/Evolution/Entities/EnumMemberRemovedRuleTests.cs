using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24609: a stored enum keeps its members.</summary>
public sealed class EnumMemberRemovedRuleTests
{
    [Fact]
    public Task A_member_that_is_gone_is_refused() => LockTest.ViolatesAsync(
        "FW24609",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
            Disputed,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum {|FW24609:Status|}
        {
            Open,
            Paid,
        }
        """);

    [Fact]
    public Task A_new_member_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
            Disputed,
        }
        """);

    [Fact]
    public Task A_member_that_is_gone_is_accepted_if_unknown_names_are_read() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
            Disputed,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
            [UnknownValue] Other = 7,
        }
        """);

    [Fact]
    public Task A_member_that_an_upgrade_replaces_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status
        {
            Open,
            Paid,
            Disputed,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item)
            {
                if (item.TryGetString(nameof(Status), out var status) && status == "Disputed")
                {
                    item.Set(nameof(Status), "Open");
                }
            }
        }

        public enum Status
        {
            Open,
            Paid,
        }
        """);
}
