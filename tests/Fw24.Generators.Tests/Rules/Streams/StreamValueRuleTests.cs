using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24102: a stream setting is a defined value of its enum.</summary>
public sealed class StreamValueRuleTests
{
    [Fact]
    public Task An_undefined_view_type_is_refused() => RuleTest.ViolatesAsync("FW24102", """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24102:ViewType = (StreamViewType)7|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
