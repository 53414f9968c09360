using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24003: an entity is a class that other code can name and instantiate.</summary>
public sealed class EntityDeclarationRuleTests
{
    [Theory]
    [InlineData("""
        public static class Outer
        {
            [DynamoTable("orders")]
            private sealed class {|FW24003:Order|}
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        file sealed class {|FW24003:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_nested_private_class_and_a_file_local_class_are_refused(string markup) => RuleTest.ViolatesAsync("FW24003", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public abstract class {|FW24003:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class {|FW24003:Order|}<T>
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public static class {|FW24003:Order|}
        {
            [PartitionKey] public static string Id => "";
        }
        """)]
    public Task An_abstract_generic_or_static_class_is_refused(string markup) => RuleTest.ViolatesAsync("FW24003", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        abstract class Order
        {
            [PartitionKey] public required string Id { get; init; }

            public abstract void Pay();
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        abstract class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Rush : Order;
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order<T>
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        abstract partial class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        partial class Order { }
        """)]
    public Task A_class_that_is_generic_partial_or_needed_as_abstract_is_kept(string source) => RuleTest.WithholdsAsync("FW24003", source);

    [Fact]
    public Task A_modifier_within_directives_and_comments_is_removed() => RuleTest.FixesAsync(
        "FW24003",
        """
        #if true
        [DynamoTable("orders")]
        #endif
        /* not yet */ abstract class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        #if true
        [DynamoTable("orders")]
        #endif
        /* not yet */ class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Theory]
    [InlineData(
        """
        static class Outer
        {
            [DynamoTable("orders")]
            private sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """,
        """
        static class Outer
        {
            [DynamoTable("orders")]
            internal sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """)]
    [InlineData(
        """
        static class Outer
        {
            [DynamoTable("orders")]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """,
        """
        static class Outer
        {
            [DynamoTable("orders")]
            internal class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
        }
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        file record Order([property: PartitionKey] string Id);
        """,
        """
        [DynamoTable("orders")]
        record Order([property: PartitionKey] string Id);
        """)]
    public Task The_modifier_that_hides_the_class_is_changed(string wrong, string right) => RuleTest.FixesAsync("FW24003", wrong, right);

    [Fact]
    public Task The_fix_names_the_modifier() => RuleTest.OffersAsync("FW24003", """
        [DynamoTable("orders")]
        file class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "Remove 'file'");
}
