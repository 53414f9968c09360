using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24403: a stack is a partial class that can be extended.</summary>
public sealed class StackDeclarationRuleTests
{
    [Fact]
    public Task A_class_that_cannot_be_extended_is_refused() => RuleTest.ViolatesAsync("FW24403", """
        [InfrastructureStack]
        public class {|FW24403:ShopStack|} : Amazon.CDK.Stack;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """, Refused.Nothing);

    [Fact]
    public Task A_nested_stack_is_left() => RuleTest.WithholdsAsync("FW24403", """
        static class Outer
        {
            [InfrastructureStack]
            public partial class ShopStack : Amazon.CDK.Stack;
        }

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """);

    [Fact]
    public Task The_class_becomes_partial() => RuleTest.FixesAsync(
        "FW24403",
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        [InfrastructureStack]
        // All of it.
        class ShopStack : Amazon.CDK.Stack; // no more
        namespace Amazon.CDK { public class Stack; }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        [InfrastructureStack]
        // All of it.
        partial class ShopStack : Amazon.CDK.Stack; // no more
        namespace Amazon.CDK { public class Stack; }
        """);

    [Fact]
    public Task The_fix_names_the_modifier() => RuleTest.OffersAsync("FW24403", """
        [InfrastructureStack]
        class ShopStack : Amazon.CDK.Stack;

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """, "Add 'partial'");
}
