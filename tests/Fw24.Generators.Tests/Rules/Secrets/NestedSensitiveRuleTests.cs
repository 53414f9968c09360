using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24213: whole attributes are sensitive, not parts of them.</summary>
public sealed class NestedSensitiveRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Value { get; init; }
        }

        public sealed class Outer
        {
            [Sensitive] public string? {|FW24213:Inner|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Value { get; init; }
        }

        public sealed class Outer
        {
            [AuditIgnore] public string? {|FW24213:Inner|} { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Card? Card { get; set; }
        }

        public sealed class Card : IContact
        {
            public string? {|FW24213:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<Dictionary<string, Card>>? Cards { get; set; }
        }

        public class Card : Person;

        public class Person
        {
            [Sensitive] public string? {|FW24213:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Outer { get; set; }
        }

        public sealed class Outer
        {
            public Card Card { get; set; }
        }

        public struct Card : IContact
        {
            public string? {|FW24213:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public Card? Card { get; set; }
            public Card? Other { get; set; }
        }

        public sealed class Card : IContact
        {
            public string? {|FW24213:Email|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public Card? Card { get; set; }
        }

        public sealed class Card
        {
            [AuditIgnore] public string? {|FW24213:Email|} { get; set; }
        }
        """)]
    public Task S1_a_secret_of_a_nested_type_is_refused(string markup) => RuleTest.ViolatesAsync("FW24213", markup);

    [Theory]
    [InlineData("""
        public interface IContact
        {
            [Sensitive] string? Email { get; }
        }

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public Card? Card { get; set; }
            [Sensitive] public List<Card>? Cards { get; set; }
        }

        public sealed class Card : IContact
        {
            public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive] public Card? Card { get; set; }
        }

        public sealed class Card
        {
            [Sensitive(Redaction.Mask)] public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] public Card? Card { get; set; }
        }

        public sealed class Card
        {
            [AuditIgnore] public string? Email { get; set; }
        }
        """)]
    public Task S1_a_secret_within_a_secret_attribute_is_allowed(string source) => RuleTest.AllowsSoundAsync(source);
}
