using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24225: a sensitive property belongs to an entity.</summary>
public sealed class UnreachedSecretRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public class Other
        {
            [Sensitive] public string? {|FW24225:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        public sealed class View
        {
            [Sensitive] public string? {|FW24225:Email|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public class View
        {
            [Sensitive] public string? {|FW24225:Email|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public struct View
        {
            [Sensitive] public string? {|FW24225:Email|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public record View([property: Sensitive] string? {|FW24225:Email|});

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? {|FW24225:Email|} { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] static string? {|FW24225:Email|} => null;
        }

        [DynamoTable("orders")]
        public sealed class Order : IContact
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        public class Card
        {
            [Sensitive] public string? {|FW24225:Number|} { get; set; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [DynamoIgnore] public Card? Card { get; set; }
        }
        """)]
    public Task S1_a_secret_of_a_type_that_no_entity_stores_is_reported(string markup) => RuleTest.ViolatesAsync("FW24225", markup);
}
