using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24404: a stack derives from Amazon.CDK.Stack.</summary>
public sealed class StackBaseRuleTests
{
    [Fact]
    public Task A_stack_without_a_base_class_is_refused() => RuleTest.ViolatesAsync("FW24404", """
        [InfrastructureStack]
        public partial class {|FW24404:ShopStack|};

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, Refused.Nothing);

    [Theory]
    [InlineData("""
        [InfrastructureStack]
        partial class ShopStack;

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [InfrastructureStack]
        partial class ShopStack : Base;

        class Base;

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """)]
    public Task A_stack_with_another_base_class_or_without_the_CDK_is_left(string source) => RuleTest.WithholdsAsync("FW24404", source);

    [Theory]
    [InlineData(
        """
        [InfrastructureStack]
        partial class ShopStack : IDisposable, ICloneable
        {
            public new void Dispose() { }

            public object Clone() => this;
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
        """,
        """
        [InfrastructureStack]
        partial class ShopStack : Amazon.CDK.Stack, IDisposable, ICloneable
        {
            public new void Dispose() { }

            public object Clone() => this;
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
        """)]
    [InlineData(
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        [InfrastructureStack]
        partial class ShopStack // all
        {
        }
        namespace Amazon.CDK { public class Stack; }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        [InfrastructureStack]
        partial class ShopStack : Amazon.CDK.Stack // all
        {
        }
        namespace Amazon.CDK { public class Stack; }
        """)]
    public Task The_base_class_is_added(string wrong, string right) => RuleTest.FixesAsync("FW24404", wrong, right);

    [Fact]
    public Task The_fix_names_the_base_class() => RuleTest.OffersAsync("FW24404", """
        [InfrastructureStack]
        partial class ShopStack;

        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """, "Derive from Amazon.CDK.Stack");
}
