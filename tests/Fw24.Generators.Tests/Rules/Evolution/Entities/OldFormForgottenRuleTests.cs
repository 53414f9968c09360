using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24640: code that reads items of an older form stays while there are any.</summary>
public sealed class OldFormForgottenRuleTests
{
    [Fact]
    public Task An_alias_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24640",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Email", Aliases = ["Mail"])] public string? Email { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24640:Email|} { get; init; }
        }
        """);

    [Fact]
    public Task An_unknown_value_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24640",
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
            [UnknownValue] Other,
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status Status { get; init; }
        }

        public enum {|FW24640:Status|}
        {
            Open,
            Paid,
            Other,
        }
        """);

    [Fact]
    public Task An_upgrade_that_is_gone_is_reported() => LockTest.ViolatesAsync(
        "FW24640",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Mail { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("mail", "Mail");
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24640:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task An_upgrade_that_no_longer_names_an_attribute_is_reported() => LockTest.ViolatesAsync(
        "FW24640",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string Mail { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("mail", "Mail");
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24640:Mail|} { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Remove("Note");
        }
        """);

    [Fact]
    public Task An_alias_whose_property_is_gone_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Email", Aliases = ["Mail"])] public string? Email { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """);

    [Fact]
    public Task An_alias_that_an_upgrade_replaces_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Email", Aliases = ["Mail"])] public string? Email { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("Mail", "Email");
        }
        """);
}
