using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24227: [SensitiveAttributes] names attributes that no property holds.</summary>
public sealed class SensitiveNameRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders", Discriminator = "kind"), SensitiveAttributes({|FW24227:"kind"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"entityType"|})]
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
    public Task S2_a_discriminator_of_the_table_is_refused(string markup) => RuleTest.ViolatesAsync("FW24227", markup, Refused.Table);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [SensitiveAttributes({|FW24227:"Value"|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Value { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"Email"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"mail"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [Sensitive, DynamoAttribute("mail")] public string? Email { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"Id"|})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24227:SensitiveAttributes("")|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24227:SensitiveAttributes|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24227:SensitiveAttributes(null!)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), {|FW24227:SensitiveAttributes("Email", null!)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"Email"|}, "Email")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [SensitiveAttributes("Email")]
        public abstract class Base { }

        [DynamoTable("orders"), SensitiveAttributes({|FW24227:"Email"|})]
        public sealed class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task S2_a_name_that_a_property_holds_or_that_is_invalid_is_refused(string markup) => RuleTest.ViolatesAsync("FW24227", markup);
}
