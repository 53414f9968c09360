using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24066: one entity of a table owns the items without discriminator.</summary>
public sealed class UnmarkedOwnerRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders", {|FW24066:OwnsUnmarkedItems = true|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task A_second_owner_is_refused(string markup) => RuleTest.ViolatesAsync("FW24066", markup, Refused.Table);

    [Theory]
    [InlineData("""
        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders")]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders", OwnsUnmarkedItems = true)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task One_owner_is_allowed(string source) => RuleTest.AllowsAsync(source);
}
