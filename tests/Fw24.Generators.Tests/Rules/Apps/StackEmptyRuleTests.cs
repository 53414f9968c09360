using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24405: a stack has at least one entity to deploy.</summary>
public sealed class StackEmptyRuleTests
{
    [Fact]
    public Task A_stack_of_a_project_without_entities_is_refused() => RuleTest.ViolatesAsync("FW24405", """
        [InfrastructureStack]
        public partial class {|FW24405:ShopStack|} : Amazon.CDK.Stack;

        namespace Amazon.CDK
        {
            public class Stack;
        }
        """, Refused.Nothing);
}
