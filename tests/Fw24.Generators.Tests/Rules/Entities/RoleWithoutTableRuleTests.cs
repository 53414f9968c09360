using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24024: a key in a sealed class belongs to an entity.</summary>
public sealed class RoleWithoutTableRuleTests
{
    [Theory]
    [InlineData("""
        public sealed class Order
        {
            [PartitionKey] public required string {|FW24024:Id|} { get; init; }
        }
        """)]
    [InlineData("""
        public sealed record Order([property: PartitionKey] string {|FW24024:Id|}, [property: SortKey] string {|FW24024:Part|});
        """)]
    public Task A_role_in_a_sealed_class_without_a_table_is_refused(string markup) => RuleTest.ViolatesAsync("FW24024", markup);

    [Fact]
    public Task A_role_in_a_class_that_may_be_derived_from_is_allowed() => RuleTest.AllowsAsync("""
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
