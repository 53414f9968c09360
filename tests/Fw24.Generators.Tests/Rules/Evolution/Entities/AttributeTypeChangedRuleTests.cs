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
}
