using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24009: an annotated property is accessible.</summary>
public sealed class PropertyAccessRuleTests
{
    [Fact]
    public Task A_private_property_with_an_attribute_is_refused() => RuleTest.ViolatesAsync("FW24009", """
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] private string? {|FW24009:Value|} { get; set; }
        }
        """);

    [Fact]
    public Task A_property_with_a_private_getter_is_left() => RuleTest.WithholdsAsync("FW24009", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] public string? Note { private get; set; }
        }
        """);

    [Fact]
    public Task A_protected_property_becomes_accessible() => RuleTest.FixesAsync(
        "FW24009",
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] protected string? Note { get; set; }
        }
        """,
        """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] protected internal string? Note { get; set; }
        }
        """);

    [Fact]
    public Task The_fix_names_the_accessibility() => RuleTest.OffersAsync("FW24009", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [AuditIgnore] string? Note { get; set; }
        }
        """, "Make it internal");
}
