using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24410: a stack has a constructor that creates its resources.</summary>
public sealed class StackConstructorRuleTests
{
    private const string Rest = """

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        namespace Constructs
        {
            public class Construct;
        }

        namespace Amazon.CDK
        {
            public interface IStackProps;

            public class StackProps : IStackProps;

            public class Stack(Constructs.Construct? scope = null, string? id = null, IStackProps? props = null)
            {
                public override string ToString() => $"{scope} {id} {props}";
            }
        }
        """;

    [Theory]
    [InlineData("""
        public abstract class CompanyStack(Constructs.Construct scope, string id, string team, Amazon.CDK.IStackProps? props = null) : Amazon.CDK.Stack(scope, id, props)
        {
            public string Team { get; } = team;
        }

        [InfrastructureStack]
        public partial class {|FW24410:ShopStack|} : CompanyStack;
        """)]
    [InlineData("""
        public class CompanyStack : Amazon.CDK.Stack
        {
            private CompanyStack(Constructs.Construct scope, string id, Amazon.CDK.IStackProps? props)
                : base(scope, id, props)
            {
            }

            protected CompanyStack()
            {
            }
        }

        [InfrastructureStack]
        public partial class {|FW24410:ShopStack|} : CompanyStack;
        """)]
    [InlineData("""
        [InfrastructureStack]
        public partial class {|FW24410:ShopStack|}(Constructs.Construct scope, string id) : Amazon.CDK.Stack(scope, id);
        """)]
    public Task A_stack_that_cannot_be_constructed_is_refused(string stack) => RuleTest.ViolatesAsync("FW24410", stack + "\n" + Rest, Refused.Nothing);

    [Theory]
    [InlineData("""
        [InfrastructureStack]
        public partial class ShopStack : Amazon.CDK.Stack;
        """)]
    [InlineData("""
        public abstract class CompanyStack(Constructs.Construct scope, string id, Amazon.CDK.StackProps? props, string team = "orders") : Amazon.CDK.Stack(scope, id, props)
        {
            public string Team { get; } = team;
        }

        [InfrastructureStack]
        public partial class ShopStack : CompanyStack;
        """)]
    [InlineData("""
        public abstract class CompanyStack(string team) : Amazon.CDK.Stack
        {
            public string Team { get; } = team;
        }

        [InfrastructureStack]
        public partial class ShopStack : CompanyStack
        {
            public ShopStack()
                : base("orders")
                => AddInfrastructure();
        }
        """)]
    [InlineData("""
        [InfrastructureStack]
        public partial class ShopStack : Amazon.CDK.Stack
        {
            public ShopStack(string id)
                : this(new Constructs.Construct(), id)
            {
            }
        }
        """)]
    public Task A_stack_that_can_is_allowed(string stack) => RuleTest.AllowsAsync(stack + "\n" + Rest);
}
