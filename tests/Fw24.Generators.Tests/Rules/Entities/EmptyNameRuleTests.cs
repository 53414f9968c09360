using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24002: the names of an entity and its discriminator are not empty.</summary>
public sealed class EmptyNameRuleTests
{
    [Theory]
    [InlineData("""
        [{|FW24002:DynamoTable("orders", EntityName = "")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [{|FW24002:DynamoTable("orders", Discriminator = "")|}]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_empty_name_or_discriminator_is_refused(string markup) => RuleTest.ViolatesAsync("FW24002", markup);

    [Fact]
    public Task The_empty_name_is_removed() => RuleTest.FixesAsync(
        "FW24002",
        """
        [DynamoTable("orders", Discriminator = "")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
