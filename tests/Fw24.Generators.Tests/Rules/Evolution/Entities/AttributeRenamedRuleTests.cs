using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24606: a renamed property is still read from the attribute of stored items.</summary>
public sealed class AttributeRenamedRuleTests
{
    [Fact]
    public Task A_renamed_property_is_refused() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24606:Email|} { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_attribute_of_a_nested_type_is_refused() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Address? Home { get; init; }
        }

        public sealed class Address
        {
            public string? Town { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Address? Home { get; init; }
        }

        public sealed class Address
        {
            public string? {|FW24606:City|} { get; init; }
        }
        """);

    [Fact]
    public Task Another_attribute_of_the_same_property_is_refused() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("mail")] public string? {|FW24606:Mail|} { get; init; }
        }
        """);

    [Fact]
    public Task An_attribute_that_is_removed_alone_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_property_with_its_stored_name_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Mail")] public string? Email { get; init; }
        }
        """);

    [Fact]
    public Task Its_fix_leaves_nothing_to_report() => LockTest.FixesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Mail")] public string? Email { get; init; }
        }
        """);

    [Fact]
    public Task A_renamed_attribute_that_is_read_by_its_old_name_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Email", Aliases = ["Mail"])] public string? Email { get; init; }
        }
        """);

    [Fact]
    public Task An_attribute_that_an_upgrade_renames_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item) => item.Rename("Mail", nameof(Email));
        }
        """);

    [Fact]
    public Task W9_a_renamed_property_beside_a_new_one_is_refused() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24606:Email|} { get; init; }
            public string? Channel { get; init; }
        }
        """);

    [Fact]
    public Task Of_several_renamed_properties_each_has_the_name_that_is_most_alike() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? BillingStreet { get; init; }
            public string? Mail { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24606:Email|} { get; init; }
            public string? Phone { get; init; }
            public string? {|FW24606:Street|} { get; init; }
        }
        """);

    [Fact]
    public Task A_property_that_is_gone_beside_several_new_ones_is_not_lost_silently() => LockTest.ViolatesAsync(
        "FW24606",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Sku { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? {|FW24606:Code|} { get; init; }
            public string? Unit { get; init; }
        }
        """);

    [Fact]
    public Task A_required_property_that_is_like_none_that_is_gone_is_new() => LockTest.ViolatesAsync(
        "FW24608",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Sku { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public required string {|FW24608:Code|} { get; init; }
            public required string {|FW24608:Unit|} { get; init; }
        }
        """);

    [Fact]
    public Task A_property_that_an_upgrade_splits_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Name { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? FirstName { get; init; }
            public string? LastName { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item)
            {
                if (item.TryGetString("Name", out var name))
                {
                    item.Set(nameof(FirstName), name.Split(' ')[0]);
                }
            }
        }
        """);
}
