using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24610: a renamed member of a stored enum is still read under its old name.</summary>
public sealed class EnumMemberRenamedRuleTests
{
    [Fact]
    public Task A_member_under_another_name_is_refused() => LockTest.ViolatesAsync(
        "FW24610",
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
            Payed,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum {|FW24610:Status|}
        {
            Open,
            Paid,
        }
        """);

    [Fact]
    public Task A_member_that_keeps_its_old_name_is_accepted() => LockTest.AcceptsAsync(
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
            Payed,
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
            [Obsolete("Items of earlier versions have it.")] Payed = Paid,
        }
        """);

    [Fact]
    public Task A_member_for_unknown_names_in_its_place_is_accepted() => LockTest.AcceptsAsync(
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
            [UnknownValue] Unknown,
        }
        """);

    [Fact]
    public Task A_member_that_the_object_mapper_stores_as_a_number_may_have_another_name() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status { Placed, Shipped }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum Status { Placed, Sent }
        """);
}
