using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24051: a version is not a key.</summary>
public sealed class VersionKeyRuleTests
{
    [Fact]
    public Task A_version_as_a_sort_key_is_refused() => RuleTest.ViolatesAsync("FW24051", """
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey, Version] public long {|FW24051:Value|} { get; init; }
        }
        """);
}
