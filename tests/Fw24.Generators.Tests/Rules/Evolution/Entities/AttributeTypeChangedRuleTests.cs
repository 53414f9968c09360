using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24607: a stored attribute is still read as the type that items have.</summary>
public sealed class AttributeTypeChangedRuleTests
{
    [Fact]
    public Task A_text_that_is_read_as_a_number_is_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public decimal? {|FW24607:Total|} { get; init; }
        }
        """);

    [Fact]
    public Task Elements_of_another_type_are_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<int>? Parts { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string>? {|FW24607:Parts|} { get; init; }
        }
        """);

    [Fact]
    public Task A_set_that_was_a_list_is_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string>? Parts { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public HashSet<string>? {|FW24607:Parts|} { get; init; }
        }
        """);

    [Fact]
    public Task Elements_that_may_no_longer_be_null_are_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string?>? Parts { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string>? {|FW24607:Parts|} { get; init; }
        }
        """);

    [Fact]
    public Task A_wider_number_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public long Total { get; init; }
        }
        """);

    [Fact]
    public Task Text_of_any_kind_is_accepted_as_a_string() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Guid Number { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Number { get; init; }
        }
        """);

    [Fact]
    public Task Another_list_of_the_same_elements_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string>? Parts { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string?[]? Parts { get; init; }
        }
        """);

    [Fact]
    public Task An_attribute_under_another_name_is_compared_too() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("Sum", Aliases = ["Total"])] public string? {|FW24607:Sum|} { get; init; }
        }
        """);

    [Fact]
    public Task An_attribute_that_an_upgrade_converts_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Total { get; init; }

            [ItemUpgrade]
            private static void Upgrade(RawItem item)
            {
                if (item.TryGetNumber("Total", out var total))
                {
                    item.Set("Total", $"{total} EUR");
                }
            }
        }
        """);

    [Fact]
    public Task A_converter_that_stores_the_type_of_before_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public CustomerId? Customer { get; init; }
        }

        [DynamoConverter<CustomerIdConverter>]
        public readonly record struct CustomerId(string Text);

        public sealed class CustomerIdConverter : IDynamoConverter<CustomerId, string>
        {
            public static string ToStored(CustomerId value) => value.Text;

            public static CustomerId FromStored(string stored) => new(stored);
        }
        """);

    [Fact]
    public Task A_converter_that_stores_another_type_is_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public CustomerId? {|FW24607:Customer|} { get; init; }
        }

        [DynamoConverter<CustomerIdConverter>]
        public readonly record struct CustomerId(int Number);

        public sealed class CustomerIdConverter : IDynamoConverter<CustomerId, int>
        {
            public static int ToStored(CustomerId value) => value.Number;

            public static CustomerId FromStored(int stored) => new(stored);
        }
        """);

    [Fact]
    public Task Another_type_under_another_name_is_accepted() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Total { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoAttribute("TotalCents")] public long? Total { get; init; }
            public string? Currency { get; init; }
        }
        """);

    [Fact]
    public Task A_number_of_the_object_mapper_that_is_read_as_text_is_refused() => LockTest.ViolatesAsync(
        "FW24607",
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
            public string? {|FW24607:Status|} { get; init; }
        }
        """);

    [Fact]
    public Task An_enum_of_the_object_mapper_is_accepted_as_its_number() => LockTest.AcceptsAsync(
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
            public int Status { get; init; }
        }
        """);

    [Fact]
    public Task A_list_of_the_object_mapper_is_accepted_as_a_set() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string> Parts { get; init; } = [];
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public HashSet<string> Parts { get; init; } = [];
        }
        """);

    [Fact]
    public Task A_set_within_an_object_of_the_object_mapper_is_accepted_as_a_list() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<Line> Lines { get; init; } = [];
        }

        public sealed class Line
        {
            public HashSet<int> Parts { get; init; } = [];
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<Line> Lines { get; init; } = [];
        }

        public sealed class Line
        {
            public List<long> Parts { get; init; } = [];
        }
        """);

    [Fact]
    public Task A_list_of_the_object_mapper_that_is_read_as_a_map_is_refused() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<string> Parts { get; init; } = [];
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Dictionary<string, string> {|FW24607:Parts|} { get; init; } = [];
        }
        """);

    [Fact]
    public Task A_boolean_of_the_object_mapper_is_accepted_as_its_number() => LockTest.AcceptsAsync(
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV1)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int Paid { get; init; }
        }
        """);

    [Fact]
    public Task A_boolean_that_is_not_stored_as_a_number_is_refused_as_one() => LockTest.ViolatesAsync(
        "FW24607",
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Paid { get; init; }
        }
        """,
        """
        [DynamoTable("orders", Format = ItemFormat.ObjectMapperV2)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int {|FW24607:Paid|} { get; init; }
        }
        """);
}
