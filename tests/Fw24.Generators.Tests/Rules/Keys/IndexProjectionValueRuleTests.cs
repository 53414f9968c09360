using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24022: an index projection is a defined value of its enum.</summary>
public sealed class IndexProjectionValueRuleTests
{
    [Fact]
    public Task An_undefined_projection_is_refused() => RuleTest.ViolatesAsync("FW24022", """
        [DynamoTable("orders")]
        [GlobalIndex("by-id", PartitionKey = "Id", {|FW24022:Projection = (IndexProjection)9|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
